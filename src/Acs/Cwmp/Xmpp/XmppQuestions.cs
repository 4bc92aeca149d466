using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Xml.Linq;

namespace Acs.Cwmp.Xmpp;

/// <summary>Questions (iq of type get) that wait for their answers. Bounded.</summary>
internal sealed class XmppQuestions
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, Question> _waiting = new(StringComparer.Ordinal);

    /// <summary>Null: too many wait already.</summary>
    public (string Id, Task<XElement?> Answer)? Begin(JabberId to)
    {
        if (_waiting.Count >= Most)
        {
            return null;
        }

        // RFC 6120 8.1.3: not to be guessed.
        var question = new Question(to, new TaskCompletionSource<XElement?>(TaskCreationOptions.RunContinuationsAsynchronously));
        var id = RandomNumberGenerator.GetHexString(24, lowercase: true);
        _waiting[id] = question;
        return (id, question.Answer.Task);
    }

    public void End(string id) => _waiting.TryRemove(id, out _);

    /// <summary>It counts only when it comes from whom was asked; the server's own word that he is not there has his name too.</summary>
    public void Take(XElement iq)
    {
        if ((string?)iq.Attribute("id") is { } id && _waiting.TryGetValue(id, out var question) && question.To == JabberId.Parse((string?)iq.Attribute("from")))
        {
            question.Answer.TrySetResult(iq);
        }
    }

    /// <summary>The connection is gone: nobody is answered any more.</summary>
    public void GiveUp()
    {
        foreach (var id in _waiting.Keys)
        {
            if (_waiting.TryRemove(id, out var question))
            {
                question.Answer.TrySetResult(null);
            }
        }
    }

    private sealed record Question(JabberId To, TaskCompletionSource<XElement?> Answer);
}
