using LiveChat.Intents;

namespace LiveChat.Benchmarks.Intents;

/// <summary>Each example as the others recognise it. Its translations, which stand at the same place of their lists, are left out with it.</summary>
internal static class LeaveOneOut
{
    public static IEnumerable<Result> Recognise(IntentExample[] examples)
    {
        var index = new IntentIndex();
        foreach (var example in examples) index.Put(example);
        var translations = examples.GroupBy(example => (example.Language, example.Intent)).SelectMany(list => list.Select((example, place) => (example, place)))
            .GroupBy(each => (each.example.Intent, each.place), each => each.example);
        foreach (var same in translations)
        {
            foreach (var example in same) index.Remove(example.ExampleId);
            foreach (var example in same) yield return new(example.Language, example.Intent, example.Text, index.Recognise(example.Text).Guess);
            foreach (var example in same) index.Put(example);
        }
    }
}
