using System.Text.Json;

namespace LiveChat.Assistant.Tools;

/// <summary>Something that the assistant can do for whoever asks, with that person's rights and no others.</summary>
/// <remarks>
/// The built-in answerer and models with function calling use the same tools, through a <see cref="Toolbox"/>, which bounds,
/// shows and records each use. A tool trusts nothing that it is given but <see cref="ToolContext"/>: arguments may be made up
/// by a model, or by whoever wrote what the model read.
/// </remarks>
public interface IAssistantTool
{
    /// <summary>Its name, in lower case with underscores.</summary>
    string Name { get; }

    /// <summary>What it does here and when to use it, for a model.</summary>
    string Describe(ToolContext context);

    /// <summary>Its arguments, as a JSON schema.</summary>
    JsonElement Parameters { get; }

    /// <summary>Whether it can be used here: it is set up, and whoever asks may.</summary>
    bool IsOffered(ToolContext context);

    /// <summary>What a use is about, in short, as the conversation shows it before it happens.</summary>
    string SubjectOf(ToolArguments arguments);

    /// <summary>Does it. What does not work is an answer, too; an exception is a fault.</summary>
    Task<ToolAnswer> Use(ToolContext context, ToolArguments arguments, CancellationToken token);
}

/// <summary>For whom a tool is used, and where. Comes from the session, never from a model.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="ReplyId">The answer in which it is used.</param>
/// <param name="DeskId">The session's desk, or null.</param>
/// <param name="Question">What was asked.</param>
/// <param name="Asker">Who asks, with the own rights alone.</param>
public sealed record ToolContext(Guid SessionId, Guid ReplyId, string? DeskId, string Question, Caller Asker)
{
    /// <summary>The articles that the answer may name, in the order of their numbers.</summary>
    public NumberedArticles Articles { get; } = new();

    /// <summary>Why a person is to be asked for once the answer has ended; null for no such wish.</summary>
    public string? HandOver { get; set; }
}

/// <summary>What a use of a tool came to.</summary>
/// <param name="Outcome">One of <see cref="ToolOutcome"/>.</param>
/// <param name="Data">What a model reads, as JSON.</param>
/// <param name="Value">The same for the built-in answerer; null when it came to nothing.</param>
public sealed record ToolAnswer(string Outcome, string Data, object? Value = null)
{
    /// <summary>It was done.</summary>
    public static ToolAnswer Done<T>(T value) where T : notnull => new(ToolOutcome.Done, ToolJson.Of(value), value);

    /// <summary>There is nothing such, as far as whoever asks may know.</summary>
    public static ToolAnswer Nothing(string what) => new(ToolOutcome.Nothing, ToolJson.Of(new { nothing = what }));

    /// <summary>It may not be, or cannot be as it was asked for.</summary>
    public static ToolAnswer Refused(string reason) => new(ToolOutcome.Refused, ToolJson.Of(new { refused = reason }));

    /// <summary>It did not work this time.</summary>
    public static ToolAnswer Failed(string reason) => new(ToolOutcome.Failed, ToolJson.Of(new { failed = reason }));
}

/// <summary>What uses of tools come to, as the audit has it.</summary>
public static class ToolOutcome
{
    /// <summary>It was done.</summary>
    public const string Done = "done";

    /// <summary>There was nothing to be found.</summary>
    public const string Nothing = "nothing";

    /// <summary>It was not allowed, or not understood.</summary>
    public const string Refused = "refused";

    /// <summary>It did not work.</summary>
    public const string Failed = "failed";

    /// <summary>It took too long.</summary>
    public const string Timeout = "timeout";
}
