using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Usp.Messages;
using Usp.Records;
using UspController.Records;
using UspController.Security;
using UspController.Sessions.Tls;
using Protection = Usp.Records.Record.Types.PayloadSecurity;

namespace UspController.Sessions;

/// <summary>
/// The exchange of records with one agent (TR-369 "End to End Message Exchange"): messages go in and records come out, and the
/// other way round; with or without session context, in the clear or secured. No I/O, no clock; one caller at a time.
/// </summary>
internal sealed class RecordExchange(string own, string remote, SessionPolicy policy, ExchangeSecurity security)
{
    /// <summary>Messages that may wait for a handshake, and requests whose answers are remembered to belong into the session.</summary>
    private const int Remembered = 256;
    private const int MostDoublings = 10;

    private readonly Queue<ExchangeOutput> _out = new();
    private readonly Queue<byte[]> _waiting = new();
    private readonly Queue<string> _asked = new();
    private Reassembler _assembly = new(policy.MaxMessageBytes);
    private DateTimeOffset? _assembledBy;
    private SessionContext? _session;
    private PayloadTls? _tls;
    private bool _isLed;
    private bool _mustSecure;
    private bool _isAnew;
    private int _restarts;
    private DateTimeOffset _restartFrom = DateTimeOffset.MinValue;
    private string _version = ProtocolVersion.Default;
    private DateTimeOffset _now;

    /// <summary>When <see cref="Tick"/> is due.</summary>
    public DateTimeOffset? Deadline => _session?.Deadline is { } missing && !(missing > _assembledBy) ? missing : _assembledBy;

    /// <summary>The agent has shown a certificate that names it, and that an authority of the ISP has signed.</summary>
    public bool IsAuthenticated => _tls?.IsEstablished is true;

    public ulong? SessionId => _session?.Id;

    /// <summary>A record of a session context.</summary>
    public IReadOnlyList<ExchangeOutput> Take(Record record, DateTimeOffset now)
    {
        _now = now;
        if (Admit(record) && Authenticate(record) is { } session)
        {
            // Before anything is answered: it is answered there.
            _isLed = true;
            Process(session.Take(record.SessionContext, now));
        }

        return Flush();
    }

    /// <summary>The agent has spoken outside of any session: so do we, unless a session is required.</summary>
    /// <returns>False: the message is not to be listened to.</returns>
    public bool TakePlain()
    {
        _isLed = false;
        return policy.Mode != SessionMode.Require;
    }

    /// <summary>
    /// The agent has connected: it may have started anew, and know nothing of the session any more. Its next record tells; agents
    /// count their sessions from the same number again.
    /// </summary>
    public void Connected() => (_isAnew, _isLed) = (true, false);

    /// <summary>Wraps a message of ours: an answer the way its request came (R-MSG.0a), a request in the session if there is one.</summary>
    public IReadOnlyList<ExchangeOutput> Send(Msg message, string version, DateTimeOffset now)
    {
        (_now, _version) = (now, version);
        var inSession = message.Body.Request is null ? WasAsked(message.Header.MsgId) : policy.Mode == SessionMode.Require || _mustSecure || (_isLed && _session is not null);
        if (!inSession)
        {
            var record = RecordWriter.Create(message, version, own, remote);
            Sign(record);
            _out.Enqueue(new ExchangeOutput.Transmit(record));
            return Flush();
        }

        // R-E2E.9
        if (_session is null || _session.IsSpent)
        {
            Begin();
        }

        Write(message.ToByteArray());
        return Flush();
    }

    /// <summary>R-MTP.7: a disconnect record ends the session.</summary>
    public void Disconnected(uint code)
    {
        End();
        // 7101: secure session required
        _mustSecure = code == 7101 && security.CanSecure;
    }

    public IReadOnlyList<ExchangeOutput> Tick(DateTimeOffset now)
    {
        _now = now;
        if (_assembledBy <= now)
        {
            Restart("segments-missing");
        }
        else if (_session is { } session)
        {
            Process(session.Tick(now));
        }

        return Flush();
    }

    /// <summary>Finds or begins the session that a record belongs to.</summary>
    private bool Admit(Record record)
    {
        var told = record.SessionContext;
        var secured = record.PayloadSecurity == Protection.Tls12;
        if (told.SessionId == 0 || !Enum.IsDefined(record.PayloadSecurity) || !Enum.IsDefined(told.PayloadSarState) || !Enum.IsDefined(told.PayloadrecSarState))
        {
            return Drop("bad-session-record");
        }

        var begins = _isAnew && told is { SequenceId: 1, ExpectedId: <= 1 };
        _isAnew = false;
        if (told.SessionId == _session?.Id && !begins)
        {
            // R-E2E.19
            return record.PayloadSecurity == _session.Security || Restart("payload-security");
        }

        // R-E2E.24
        if (told.SequenceId != 1)
        {
            return Restart("foreign-session-id");
        }

        if (secured && !security.CanSecure)
        {
            Disconnect(7102, "Secured payloads are not supported.");
            return Drop("secured-session");
        }

        if (!secured && policy is { Mode: SessionMode.Require, StartsWithTls: true })
        {
            return Restart("unsecured-session");
        }

        // R-E2E.4, R-E2E.6
        End();
        _session = new SessionContext(told.SessionId, record.PayloadSecurity, policy);
        _tls = secured ? PayloadTls.Server(security.Own!, IsAgents) : null;
        _out.Enqueue(new ExchangeOutput.Begun());
        return true;
    }

    /// <summary>R-E2E.23, R-E2E.30: null where the record is not the agent's.</summary>
    private SessionContext? Authenticate(Record record)
    {
        if (_tls is { IsEstablished: true })
        {
            return RecordIntegrity.IsAuthentic(record, _tls.PeerKey) || Restart("bad-mac") ? _session : null;
        }

        if (record.SenderCert.Length > 0 && RecordIntegrity.Verify(record, security.Trust, _now) is { } wrong)
        {
            Restart(wrong);
            return null;
        }

        return _session;
    }

    private void Process(Taken taken)
    {
        if (taken.Failure is { } failure)
        {
            Restart(failure);
            return;
        }

        foreach (var again in taken.Again)
        {
            Transmit(again);
        }

        var session = _session;
        foreach (var record in taken.Ready)
        {
            try
            {
                Assemble(record);
            }
            catch (InvalidDataException e)
            {
                Restart(e.Message);
            }

            if (_session != session)
            {
                return;
            }
        }

        if (taken.Missing != 0)
        {
            Transmit(_session!.Compose(null, taken.Missing));
        }

        // R-E2E.8
        if (_session!.IsSpent)
        {
            Restart("sequence-exhausted");
        }
    }

    private void Assemble(SessionContextRecord record)
    {
        if (_assembly.Add(record) is not { } units)
        {
            _assembledBy = _now + policy.Assembly;
            return;
        }

        _assembledBy = null;
        if (_tls is null)
        {
            // Agents begin a session with an empty payload as well as with none.
            foreach (var unit in units.Where(u => u.Length > 0))
            {
                Deliver(unit);
            }

            return;
        }

        foreach (var unit in units)
        {
            _tls.Take(unit);
        }

        SendUnits(_tls.ReadRecords());
        if (_tls.ReadMessage() is { Length: > 0 } message)
        {
            Deliver(message);
        }

        while (_tls is { IsEstablished: true } && _waiting.TryDequeue(out var waiting))
        {
            Write(waiting);
        }
    }

    private void Deliver(byte[] bytes)
    {
        switch (RecordReader.ReadMessage(remote, bytes))
        {
            case ReceivedRecord.Message { Msg: var message }:
                _restarts = 0;
                if (message.Body.Request is not null)
                {
                    Remember(message.Header.MsgId);
                }

                _out.Enqueue(new ExchangeOutput.Deliver(message));
                break;
            case ReceivedRecord.Answered answered:
                Drop(answered.Reason);
                Write(answered.Error.ToByteArray());
                break;
            case ReceivedRecord.Rejected rejected:
                // R-E2E.21
                throw new InvalidDataException(rejected.Reason);
        }
    }

    private void Write(byte[] message)
    {
        if (_session is null)
        {
            Drop("no-session");
        }
        else if (_tls is null)
        {
            SendUnits([message]);
        }
        else if (_tls.IsEstablished)
        {
            _tls.WriteMessage(message);
            SendUnits(_tls.ReadRecords());
        }
        else if (_waiting.Count < Remembered)
        {
            _waiting.Enqueue(message);
        }
    }

    private void SendUnits(IReadOnlyList<byte[]> units)
    {
        if (units.Count == 0)
        {
            return;
        }

        foreach (var segment in Segmenter.Cut(units, Room()))
        {
            Transmit(_session!.Compose(segment));
        }
    }

    /// <summary>What is left of a record for its payload: without what is around it, at its longest.</summary>
    private int Room()
    {
        const int Numbers = 96;
        var around = Numbers + _version.Length + own.Length + remote.Length + (_tls is not null ? 48 : 0)
            + (security is { Signs: true, Own: { } identity } ? identity.Pem.Length + 96 : 0);
        return policy.MaxRecordBytes == 0 ? 0 : Math.Max(1, policy.MaxRecordBytes - around);
    }

    private void Transmit(SessionContextRecord session)
    {
        var record = new Record { Version = _version, FromId = own, ToId = remote, PayloadSecurity = _session!.Security, SessionContext = session };
        if (_tls is { IsEstablished: true })
        {
            RecordIntegrity.Authenticate(record, _tls.OwnKey);
        }
        else
        {
            Sign(record);
        }

        _out.Enqueue(new ExchangeOutput.Transmit(record));
    }

    private void Sign(Record record)
    {
        if (security is { Signs: true, Own: { } identity })
        {
            RecordIntegrity.Sign(record, identity);
        }
    }

    private void Begin()
    {
        var asked = _asked.ToArray();
        var waiting = _waiting.ToArray();
        End();
        // R-E2E.3
        var id = 2 + (ulong)RandomNumberGenerator.GetInt32(int.MaxValue);
        var secured = security.CanSecure && (policy.StartsWithTls || _mustSecure);
        _session = new SessionContext(id, secured ? Protection.Tls12 : Protection.Plaintext, policy);
        _tls = secured ? PayloadTls.Client(security.Own!, IsAgents) : null;
        // What was asked in the old session is answered in the new one.
        Array.ForEach(asked, _asked.Enqueue);
        Array.ForEach(waiting, _waiting.Enqueue);
        if (_tls is not null)
        {
            SendUnits(_tls.ReadRecords());
        }
    }

    /// <summary>Starts anew, but not again and again: what fails always would never end.</summary>
    /// <returns>False, for the record is of no use.</returns>
    private bool Restart(string reason)
    {
        Drop(reason);
        if (_now < _restartFrom)
        {
            End();
            return false;
        }

        _restartFrom = _now + (policy.MinRestartWait * Math.Pow(2, Math.Min(_restarts++, MostDoublings)));
        var secured = _session?.Security == Protection.Tls12;
        _mustSecure |= secured && security.CanSecure;
        Begin();
        _isLed = true;
        if (_tls is null)
        {
            // A record without payload begins a session as well (TR-369 "Establishing an E2E Session Context").
            Transmit(_session!.Compose(null));
        }

        _out.Enqueue(new ExchangeOutput.Restarted(reason));
        return false;
    }

    private void End()
    {
        (_session, _tls, _assembledBy, _isLed) = (null, null, null, false);
        _assembly = new Reassembler(policy.MaxMessageBytes);
        _asked.Clear();
        _waiting.Clear();
    }

    private void Disconnect(uint code, string reason) => _out.Enqueue(new ExchangeOutput.Transmit(
        new Record { Version = _version, FromId = own, ToId = remote, Disconnect = new DisconnectRecord { ReasonCode = code, Reason = reason } }));

    private bool Drop(string reason)
    {
        _out.Enqueue(new ExchangeOutput.Dropped(reason));
        return false;
    }

    private void Remember(string messageId)
    {
        _asked.Enqueue(messageId);
        if (_asked.Count > Remembered)
        {
            _asked.Dequeue();
        }
    }

    private bool WasAsked(string messageId) => _asked.Contains(messageId);

    /// <summary>R-SEC.10a: the certificate is the agent's, and an authority of the ISP has signed it.</summary>
    private bool IsAgents(IReadOnlyList<byte[]> chain)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(chain[0]);
        return EndpointCertificate.IsOf(certificate, remote)
            && security.Trust.Accepts(certificate, chain.Skip(1).Select(c => X509CertificateLoader.LoadCertificate(c)), _now);
    }

    private ExchangeOutput[] Flush()
    {
        var outputs = _out.ToArray();
        _out.Clear();
        return outputs;
    }
}
