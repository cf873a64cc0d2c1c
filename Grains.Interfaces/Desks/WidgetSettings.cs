namespace LiveChat.Desks;

/// <summary>How a desk's widget looks and what it asks, as its admins set it.</summary>
/// <param name="Accent">The colour of buttons and own bubbles as <c>#rrggbb</c>; null for our own.</param>
/// <param name="Greeting">What stands in an empty conversation, by language (<c>zh-Hant</c>, <c>zh-Hans</c>, <c>en</c>).</param>
/// <param name="Suggestions">What can be asked with one click, by language; may be empty.</param>
/// <param name="PreChat">The form before a conversation.</param>
/// <param name="Open">Whether the desk serves at all.</param>
[GenerateSerializer, Immutable, Alias("WidgetSettings")]
public sealed record WidgetSettings(
    [property: Id(0)] string? Accent,
    [property: Id(1)] Dictionary<string, string> Greeting,
    [property: Id(2)] Dictionary<string, string[]> Suggestions,
    [property: Id(3)] PreChatForm PreChat,
    [property: Id(4)] bool Open);

/// <summary>What the widget asks before a conversation begins.</summary>
/// <param name="Enabled">Whether it asks at all.</param>
/// <param name="AskName">For the visitor's name.</param>
/// <param name="AskEmail">For an address to answer to.</param>
/// <param name="AskTopic">For what it is about.</param>
[GenerateSerializer, Immutable, Alias("PreChatForm")]
public sealed record PreChatForm(
    [property: Id(0)] bool Enabled,
    [property: Id(1)] bool AskName,
    [property: Id(2)] bool AskEmail,
    [property: Id(3)] bool AskTopic);

/// <summary>A desk as its widget shows it to anybody.</summary>
/// <param name="Desk">The desk.</param>
/// <param name="Settings">How its widget is set.</param>
[GenerateSerializer, Immutable, Alias("DeskWidget")]
public sealed record DeskWidget([property: Id(0)] Desk Desk, [property: Id(1)] WidgetSettings Settings);
