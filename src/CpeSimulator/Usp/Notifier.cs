using System.Collections.Concurrent;
using System.Globalization;
using CpeSimulator.DataModels;
using CpeSimulator.Usp.Trust;
using Usp.Messages;

namespace CpeSimulator.Usp;

/// <summary>
/// Turns what happens into Notify messages for the subscriptions that want them, and keeps those that need an answer until it
/// comes (TR-369 §13.4.8).
/// </summary>
internal sealed class Notifier(Gateway gateway, AgentRoles roles)
{
    private const int MostAttempts = 10;

    private readonly ConcurrentQueue<Msg> _outbox = new();
    private readonly ConcurrentDictionary<string, Waiting> _waiting = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _changed = new(StringComparer.Ordinal);
    private int _count;

    public Msg? Next() => _outbox.TryDequeue(out var message) ? message : null;

    public bool HasMail => !_outbox.IsEmpty;

    /// <summary>Earliest time at which something must be sent again.</summary>
    public DateTimeOffset NextRetry => _waiting.Values.Select(w => w.Due).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();

    public void Changed(string path) => _changed[path] = true;

    /// <summary>Value changes since the last look.</summary>
    public void PollValues()
    {
        foreach (var path in _changed.Keys)
        {
            _changed.TryRemove(path, out _);
            if (gateway.Model.Find(path) is { } value)
            {
                Send("ValueChange", path, Right.Param, r => PathPattern.Matches(r, path), n => n.ValueChange = new Notify.Types.ValueChange { ParamPath = path, ParamValue = value });
            }
        }
    }

    public void Created(string rowPath, IReadOnlyDictionary<string, string> keys) => Send(
        "ObjectCreation",
        rowPath,
        Right.Obj,
        r => PathPattern.Matches(r.TrimEnd('.') + ".*.", rowPath, exact: true) || PathPattern.Matches(r, rowPath, exact: true),
        n =>
        {
            n.ObjCreation = new Notify.Types.ObjectCreation { ObjPath = rowPath };
            n.ObjCreation.UniqueKeys.Add(keys.ToDictionary(StringComparer.Ordinal));
        });

    public void Deleted(string rowPath) => Send(
        "ObjectDeletion",
        rowPath,
        Right.InstantiatedObj,
        r => PathPattern.Matches(r.TrimEnd('.') + ".*.", rowPath, exact: true) || PathPattern.Matches(r, rowPath, exact: true),
        n => n.ObjDeletion = new Notify.Types.ObjectDeletion { ObjPath = rowPath });

    public void Event(string objectPath, string name, params (string Name, string Value)[] arguments) => Send(
        "Event",
        objectPath + name,
        Right.CommandEvent,
        r => PathPattern.Matches(r, objectPath + name),
        n =>
        {
            n.Event = new Notify.Types.Event { ObjPath = objectPath, EventName = name };
            foreach (var (argument, value) in arguments)
            {
                n.Event.Params.Add(argument, value);
            }
        });

    /// <param name="fault">Null: it succeeded.</param>
    public void Completed(RunningCommand command, (uint Code, string Text)? fault, IReadOnlyList<(string Name, string Value)>? outputs = null) => Send(
        "OperationComplete",
        command.ObjectPath + command.Name,
        Right.CommandEvent,
        r => PathPattern.Matches(r, command.ObjectPath + command.Name),
        n =>
        {
            n.OperComplete = new Notify.Types.OperationComplete
            {
                ObjPath = command.ObjectPath,
                CommandName = command.Name,
                CommandKey = command.CommandKey,
            };
            if (fault is { } failed)
            {
                n.OperComplete.CmdFailure = new() { ErrCode = failed.Code, ErrMsg = failed.Text };
            }
            else
            {
                n.OperComplete.ReqOutputArgs = new();
                foreach (var (name, value) in outputs ?? [])
                {
                    n.OperComplete.ReqOutputArgs.OutputArgs_[name] = value;
                }
            }
        });

    public void OnBoard()
    {
        var options = gateway.Options;
        var notify = new Notify
        {
            SendResp = true,
            OnBoardReq = new Notify.Types.OnBoardRequest
            {
                Oui = options.Oui,
                ProductClass = options.ProductClass,
                SerialNumber = options.SerialNumber,
                AgentSupportedProtocolVersions = "1.0,1.1,1.2,1.3",
            },
        };
        Post("OnBoardRequest", notify, retry: true, expiration: 0);
    }

    public void Answered(string messageId) => _waiting.TryRemove(messageId, out _);

    /// <summary>Puts into the outbox what was not answered in time: 5 to 10 s, doubling.</summary>
    public void Retry()
    {
        var now = gateway.Now;
        foreach (var (id, waiting) in _waiting)
        {
            if (waiting.Due > now)
            {
                continue;
            }

            if (waiting.Attempts >= MostAttempts || waiting.Expires <= now)
            {
                _waiting.TryRemove(id, out _);
                continue;
            }

            _outbox.Enqueue(waiting.Message);
            _waiting[id] = waiting with { Attempts = waiting.Attempts + 1, Due = now + Wait(waiting.Attempts + 1) };
        }
    }

    public void Forget()
    {
        _waiting.Clear();
        _outbox.Clear();
        _changed.Clear();
    }

    /// <summary>Nothing of what the controller may not be told (TR-181 Permission.{i}., Notify).</summary>
    private void Send(string type, string path, Right kind, Func<string, bool> wanted, Action<Notify> fill)
    {
        if (!roles.Now().May(path, kind, 'n'))
        {
            return;
        }

        foreach (var subscription in Subscriptions().Where(s => s.Type == type && s.References.Any(wanted)))
        {
            var notify = new Notify { SubscriptionId = subscription.Id, SendResp = subscription.Retry };
            fill(notify);
            Post(type, notify, subscription.Retry, subscription.Expiration);
        }
    }

    private void Post(string kind, Notify notify, bool retry, long expiration)
    {
        var id = $"{kind}-{gateway.Now:yyyy-MM-ddTHH:mm:ssZ}-{Interlocked.Increment(ref _count)}";
        var message = new Msg
        {
            Header = new Header { MsgId = id, MsgType = Header.Types.MsgType.Notify },
            Body = new Body { Request = new Request { Notify = notify } },
        };
        _outbox.Enqueue(message);
        if (retry)
        {
            var expires = expiration == 0 ? DateTimeOffset.MaxValue : gateway.Now + TimeSpan.FromSeconds(expiration);
            _waiting[id] = new Waiting(message, 1, gateway.Now + Wait(1), expires);
        }
    }

    private TimeSpan Wait(int attempt) =>
        gateway.Options.RetryWait * Math.Pow(2, attempt - 1) * (1 + Random.Shared.NextDouble());

    private IEnumerable<Subscription> Subscriptions() => gateway.Model.Atomically<IEnumerable<Subscription>>(() =>
    {
        var table = gateway.Model.Root.Singletons["LocalAgent"].Tables["Subscription"];
        string V(ObjectNode row, string name) => gateway.Model.ValueOf(row, name);
        return [.. table.Rows.Where(r => V(r, "Enable") == "true").Select(r => new Subscription(
            V(r, "ID"), V(r, "NotifType"), V(r, "ReferenceList").Split(',', StringSplitOptions.RemoveEmptyEntries),
            V(r, "NotifRetry") == "true", long.Parse(V(r, "NotifExpiration"), CultureInfo.InvariantCulture)))];
    });

    private sealed record Subscription(string Id, string Type, string[] References, bool Retry, long Expiration);

    private sealed record Waiting(Msg Message, int Attempts, DateTimeOffset Due, DateTimeOffset Expires);
}
