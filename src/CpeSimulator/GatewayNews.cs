namespace CpeSimulator;

/// <summary>Something that happened to a gateway, for people to read.</summary>
public sealed record GatewayNews(Gateway Gateway, DateTimeOffset At, string Text);
