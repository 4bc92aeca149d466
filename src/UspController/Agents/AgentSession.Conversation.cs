using Provisioning.Devices.Trust;
using UspController.Agents.Errands;
using UspController.Records;

namespace UspController.Agents;

/// <content>From the first question to the last operation.</content>
internal sealed partial class AgentSession
{
    private void OnConversation(AgentInput input)
    {
        switch (input)
        {
            case AgentInput.Opened when _state is AgentState.Opening:
                _reasons.Clear();
                _values = [];
                _state = new AgentState.Ready();
                Continue();
                break;
            case AgentInput.Refused when _state is AgentState.Opening:
                _notices.Drop();
                _reasons.Clear();
                _refusedUntil = _now + timing.Refused;
                _state = new AgentState.Resting();
                break;
            case AgentInput.Busy busy when _state is AgentState.Opening:
                _state = new AgentState.Waiting(_now + Clamp(busy.RetryAfter));
                break;
            case AgentInput.Next next when _state is AgentState.Asking:
                OnNext(next);
                break;
            case AgentInput.Completed when _state is AgentState.Completing completing:
                _state = new AgentState.Ready();
                if (completing.Last)
                {
                    Close();
                }
                else
                {
                    Continue();
                }

                break;
            case AgentInput.Reported when _state is AgentState.Reporting reporting:
                _state = reporting.Then;
                _oneByOne = false;
                foreach (var notice in reporting.Notices)
                {
                    // Gone from the box where the agent went away in between: it repeats what had no response.
                    if (_notices.Peek() == notice)
                    {
                        FinishNotice();
                    }
                }

                Continue();
                break;
            case AgentInput.Reported when _state is AgentState.ReportingInfo:
                _state = new AgentState.Ready();
                Continue();
                break;
            case AgentInput.Broken:
                _request = null;
                _oneByOne = true;
                _state = new AgentState.Waiting(_now + timing.Broken);
                break;
        }
    }

    /// <summary>Ends what is going on, if anything, and opens a contact.</summary>
    private void Restart(ContactEvent? reason)
    {
        if (reason is { } one && !_reasons.Contains(one))
        {
            _reasons.Add(one);
        }

        switch (_state)
        {
            // Under way already: the reason travels with it.
            case AgentState.Identifying or AgentState.Opening:
                break;
            case AgentState.Talking:
                Abandon();
                break;
            default:
                _state = new AgentState.Resting();
                BeginIfNeeded();
                break;
        }
    }

    /// <summary>Stops what waits for the agent. An operation under way may or may not have happened.</summary>
    private void Abandon()
    {
        _request = null;
        switch (_state)
        {
            case AgentState.Working working:
                _state = new AgentState.Completing(Last: true);
                _out.Enqueue(new AgentAction.Complete(new Outcome.Lost(working.Errand.Operation.Id, "The agent went away.")));
                break;
            // The result of what the conversation was asked is on its way and decides what follows.
            case AgentState.Asking or AgentState.Opening or AgentState.Reporting or AgentState.ReportingInfo:
                break;
            case AgentState.Completing:
                _state = new AgentState.Completing(Last: true);
                break;
            case AgentState.Talking:
                Close();
                break;
            default:
                _state = new AgentState.Resting();
                break;
        }
    }

    private void Close()
    {
        _out.Enqueue(new AgentAction.Close());
        _request = null;
        _state = new AgentState.Resting();
        BeginIfNeeded();
    }

    private void BeginIfNeeded()
    {
        if (_notices.Count == 0 && _reasons.Count == 0)
        {
            return;
        }

        // An OnBoardRequest says who it is: no question stands between it and its response.
        var told = _notices.Waiting.LastOrDefault(n => n.Identity is not null);
        if (told is not null)
        {
            Version = told.Versions is { Length: > 0 } versions ? ProtocolVersion.Highest(versions) : Version;
            var kept = _identity?.Id == told.Identity ? _identity : null;
            _identity = kept ?? new DeviceIdentity(told.Identity!.Value, EndpointId: endpointId);
            Open();
        }
        else if (_informed && _identity is not null)
        {
            Open();
        }
        else
        {
            var errand = new IdentifyErrand(endpointId);
            _state = new AgentState.Identifying(errand);
            Dispatch(errand.Begin());
        }
    }

    private void Open()
    {
        var events = _notices.Waiting.SelectMany(n => n.Reasons).Prepend(ContactEvent.Connected)
            .Where(e => e != ContactEvent.Connected || _reasons.Contains(ContactEvent.Connected))
            .Concat(_reasons)
            .Distinct()
            .ToList();
        _state = new AgentState.Opening();
        _out.Enqueue(new AgentAction.Open(_identity!, events, _values));
    }

    /// <summary>Picks the next thing in an open conversation: what the agent told comes before what it is told.</summary>
    private void Continue()
    {
        while (_notices.Peek() is { } notice)
        {
            if (notice.Report is not null && !_notices.IsToldAlready(notice))
            {
                var together = _oneByOne ? [notice] : _notices.Together();
                _state = new AgentState.Reporting(together, (AgentState.Talking)_state);
                _out.Enqueue(new AgentAction.Tell([.. together.Select(n => n.Report!)]));
                return;
            }

            FinishNotice();
        }

        if (_request is not null)
        {
            return;
        }

        if (!_informed)
        {
            var errand = new IdentifyErrand(endpointId);
            _state = new AgentState.Inquiring(errand);
            Dispatch(errand.Begin());
        }
        else if (!_subscribed)
        {
            var errand = new SubscribeErrand(controllerId, _declared, _root);
            _state = new AgentState.Subscribing(errand);
            Dispatch(errand.Begin());
        }
        else
        {
            _state = new AgentState.Asking();
            _out.Enqueue(new AgentAction.Ask());
        }
    }

    /// <summary>The first notice is durable now, and may be acknowledged.</summary>
    private void FinishNotice()
    {
        var notice = _notices.Peek()!;
        _notices.Done();
        Acknowledge(notice.SendResp, notice.MessageId, notice.SubscriptionId);
    }

    private void OnNext(AgentInput.Next next)
    {
        if (next.Operation is not { } operation)
        {
            if (next.More)
            {
                _state = new AgentState.Listening(_now + timing.Listening);
            }
            else
            {
                Close();
            }

            return;
        }

        if (operation is Operation.Download download)
        {
            _notices.ForgetTransfer(download.CommandKey);
        }

        if (OperationErrand.Impossible(operation) is { } impossible)
        {
            _state = new AgentState.Completing(Last: false);
            _out.Enqueue(new AgentAction.Complete(new Outcome.Failed(operation.Id, impossible)));
            return;
        }

        var errand = OperationErrand.For(operation, _root);
        _state = new AgentState.Working(errand);
        Dispatch(errand.Begin());
    }

    /// <summary>Gives an answer to the errand that waits for it.</summary>
    private void Advance(Reply reply)
    {
        switch (_state)
        {
            case AgentState.Identifying { Errand: var errand }:
                if (Step(errand, reply))
                {
                    Learn(errand);
                    Open();
                }

                break;
            case AgentState.Inquiring { Errand: var errand }:
                if (Step(errand, reply))
                {
                    Learn(errand);
                    ReportInfo(errand);
                }

                break;
            case AgentState.Subscribing { Errand: var errand }:
                if (Step(errand, reply))
                {
                    (_subscribed, _deletedHere) = (true, errand.Deleted);
                    if (errand.Fault is { } fault)
                    {
                        _out.Enqueue(new AgentAction.NotSubscribed(fault));
                    }

                    _state = new AgentState.Ready();
                    Continue();
                }

                break;
            case AgentState.Working { Errand: var errand }:
                if (Step(errand, reply))
                {
                    if (errand is { Operation: Operation.Command { Path: TrustTable.ChallengeResponse }, Outcome: Outcome.Accepted })
                    {
                        AskAnew();
                    }

                    _state = new AgentState.Completing(Last: false);
                    _out.Enqueue(new AgentAction.Complete(errand.Outcome!));
                }

                break;
        }
    }

    private bool Step(Errand errand, Reply reply)
    {
        if (errand.Continue(reply) is not { } request)
        {
            return true;
        }

        Dispatch(request);
        return false;
    }

    private void Learn(IdentifyErrand errand)
    {
        Version = errand.Version ?? Version;
        _root = errand.Root;
        _identity = errand.Identity(_identity?.Id);
        _values = errand.Values;
        _informed = true;
    }

    private void ReportInfo(IdentifyErrand errand)
    {
        _values = [];
        if (errand.Values.Count == 0)
        {
            _state = new AgentState.Ready();
            Continue();
            return;
        }

        _state = new AgentState.ReportingInfo();
        _out.Enqueue(new AgentAction.Tell([new Report.ValuesChanged(errand.Values)]));
    }

    private static TimeSpan Clamp(TimeSpan wait) =>
        wait < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1)
        : wait > TimeSpan.FromMinutes(1) ? TimeSpan.FromMinutes(1)
        : wait;
}
