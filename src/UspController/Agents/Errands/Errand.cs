using Usp.Messages;

namespace UspController.Agents.Errands;

/// <summary>A job that takes one request or several. Holds no clock and sends nothing: the session does.</summary>
internal abstract class Errand
{
    public abstract Request Begin();

    /// <summary>The next request, or null: done.</summary>
    public abstract Request? Continue(Reply reply);

    /// <summary>True where sending the request twice does no harm, so that a loss on the way is repaired by repeating.</summary>
    public static bool IsRepeatable(Request request) =>
        request.ReqTypeCase is not (Request.ReqTypeOneofCase.Add or Request.ReqTypeOneofCase.Operate);
}
