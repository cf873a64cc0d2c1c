using System.Text;
using System.Text.Json;
using LiveChat.Assistant;
using Microsoft.Extensions.AI;
using Wire = OpenAI.Chat;

namespace LiveChat.Silo.Ai.OpenAi;

/// <summary>Puts calls of tools together, which come in fragments, within bounds: an endpoint may send anything.</summary>
internal sealed class CallFragments
{
    private const int MostCalls = 16;
    private const int LongestArguments = 16_000;

    private readonly SortedDictionary<int, Call> _calls = [];
    private int _length;

    /// <summary>Takes fragments in the order in which they come.</summary>
    /// <exception cref="AiFailureException">There is more than any answer needs.</exception>
    public void Add(IEnumerable<Wire.StreamingChatToolCallUpdate> fragments)
    {
        foreach (var fragment in fragments)
        {
            if (!_calls.TryGetValue(fragment.Index, out var call)) _calls[fragment.Index] = call = new();
            if (fragment.ToolCallId is { Length: > 0 } id) call.Id = id;
            if (fragment.FunctionName is { Length: > 0 } name) call.Name = name;
            var piece = fragment.FunctionArgumentsUpdate is { } bytes && bytes.ToMemory().Length > 0 ? bytes.ToString() : string.Empty;
            call.Arguments.Append(piece);
            if (_calls.Count > MostCalls || (_length += piece.Length) > LongestArguments) throw new AiFailureException(AiFailure.TooLong, "The model calls tools without end.");
        }
    }

    /// <summary>All calls.</summary>
    public FunctionCallContent[] Whole() =>
        [.. _calls.Values.Where(call => call.Name.Length > 0).Select((call, at) => new FunctionCallContent(call.Id.Length > 0 ? call.Id : $"call-{at}", call.Name, Parsed(call.Arguments.ToString())))];

    // What is no object of JSON has no arguments: the tool says what it asks for, and the model may try again.
    private static Dictionary<string, object?>? Parsed(string json)
    {
        try
        {
            return json.Length == 0 ? null : JsonSerializer.Deserialize<Dictionary<string, object?>>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed class Call
    {
        public string Id { get; set; } = string.Empty;

        public string Name { get; set; } = string.Empty;

        public StringBuilder Arguments { get; } = new();
    }
}
