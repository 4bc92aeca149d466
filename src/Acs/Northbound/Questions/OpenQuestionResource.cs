namespace Acs.Northbound;

/// <param name="Device">The gateway's id.</param>
/// <param name="Subscriber">Whom the ISP knows the gateway by, or null.</param>
internal sealed record OpenQuestionResource(string Device, string? Subscriber, QuestionResource Question);
