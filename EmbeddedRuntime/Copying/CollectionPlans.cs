using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orleans.Runtime;

/// <summary>Arrays of any rank.</summary>
internal static class ArrayPlans
{
    public static CopyPlan Of(Type type) => new DelegatePlan(type.GetElementType()!.IsPrimitive ? Whole : Each);

    private static object Whole(object value, CopyContext context)
    {
        var copy = ((Array)value).Clone();
        context.Remember(value, copy);
        return copy;
    }

    private static object Each(object value, CopyContext context)
    {
        var copy = (Array)((Array)value).Clone();
        context.Remember(value, copy);
        var index = new int[copy.Rank];
        foreach (var element in (Array)value)
        {
            copy.SetValue(context.Copy(element), index);
            for (var dimension = copy.Rank - 1; dimension >= 0 && ++index[dimension] == copy.GetLength(dimension); dimension--) index[dimension] = 0;
        }
        return copy;
    }
}

/// <summary>The collections and tuples of the base library that Orleans has codecs for.</summary>
internal static class CollectionPlans
{
    private static readonly Dictionary<Type, string> Makers = new()
    {
        [typeof(List<>)] = nameof(List),
        [typeof(HashSet<>)] = nameof(Set),
        [typeof(Queue<>)] = nameof(Queue),
        [typeof(Stack<>)] = nameof(Stack),
        [typeof(Collection<>)] = nameof(Collection),
        [typeof(ReadOnlyCollection<>)] = nameof(ReadOnly),
        [typeof(Dictionary<,>)] = nameof(Dictionary),
        [typeof(SortedDictionary<,>)] = nameof(SortedDictionary),
        [typeof(ConcurrentDictionary<,>)] = nameof(ConcurrentDictionary),
        [typeof(KeyValuePair<,>)] = nameof(Pair),
        [typeof(ImmutableArray<>)] = nameof(ImmutableArrayOf),
        [typeof(ImmutableList<>)] = nameof(ImmutableListOf),
        [typeof(ImmutableHashSet<>)] = nameof(ImmutableSetOf),
        [typeof(ImmutableDictionary<,>)] = nameof(ImmutableDictionaryOf),
        [typeof(ReadOnlyMemory<>)] = nameof(ReadOnlyMemoryOf),
        [typeof(Memory<>)] = nameof(MemoryOf),
    };

    /// <summary>Null for a type that is none of them.</summary>
    public static CopyPlan? Of(Type type)
    {
        if (typeof(ITuple).IsAssignableFrom(type)) return new DelegatePlan((value, context) => Tuple(type, (ITuple)value, context));
        if (type == typeof(BitArray)) return new DelegatePlan(static (value, _) => ((BitArray)value).Clone());
        if (!type.IsGenericType || !Makers.TryGetValue(type.GetGenericTypeDefinition(), out var name)) return null;
        var method = typeof(CollectionPlans).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!;
        return new DelegatePlan(method.MakeGenericMethod(type.GenericTypeArguments).CreateDelegate<Func<object, CopyContext, object>>());
    }

    private static object Tuple(Type type, ITuple tuple, CopyContext context)
    {
        if (tuple.Length == 0) return tuple;
        var fields = type.IsValueType
            ? type.GetFields(BindingFlags.Instance | BindingFlags.Public).Select(each => each.GetValue(tuple))
            : type.GetProperties().Where(each => each.GetIndexParameters().Length == 0 && (each.Name.StartsWith("Item", StringComparison.Ordinal) || each.Name is "Rest")).Select(each => each.GetValue(tuple));
        return Activator.CreateInstance(type, [.. fields.Select(context.Copy)])!;
    }

    private static T One<T>(T item, CopyContext context) => (T)context.Copy(item)!;

    private static IEnumerable<T> All<T>(IEnumerable<T> items, CopyContext context) => items.Select(each => One(each, context));

    private static object List<T>(object value, CopyContext context)
    {
        var copy = new List<T>(((List<T>)value).Count);
        context.Remember(value, copy);
        copy.AddRange(All((List<T>)value, context));
        return copy;
    }

    private static object Set<T>(object value, CopyContext context)
    {
        var copy = new HashSet<T>(((HashSet<T>)value).Comparer);
        context.Remember(value, copy);
        copy.UnionWith(All((HashSet<T>)value, context));
        return copy;
    }

    private static object Dictionary<TKey, T>(object value, CopyContext context) where TKey : notnull
    {
        var source = (Dictionary<TKey, T>)value;
        var copy = new Dictionary<TKey, T>(source.Count, source.Comparer);
        context.Remember(value, copy);
        foreach (var (key, item) in source) copy.Add(One(key, context), One(item, context));
        return copy;
    }

    private static object SortedDictionary<TKey, T>(object value, CopyContext context) where TKey : notnull
    {
        var source = (SortedDictionary<TKey, T>)value;
        var copy = new SortedDictionary<TKey, T>(source.Comparer);
        context.Remember(value, copy);
        foreach (var (key, item) in source) copy.Add(One(key, context), One(item, context));
        return copy;
    }

    private static object ConcurrentDictionary<TKey, T>(object value, CopyContext context) where TKey : notnull
    {
        var copy = new ConcurrentDictionary<TKey, T>();
        context.Remember(value, copy);
        foreach (var (key, item) in (ConcurrentDictionary<TKey, T>)value) copy[One(key, context)] = One(item, context);
        return copy;
    }

    private static object Queue<T>(object value, CopyContext context) => new Queue<T>(All((Queue<T>)value, context));

    private static object Stack<T>(object value, CopyContext context) => new Stack<T>(All(((Stack<T>)value).Reverse(), context));

    private static object Collection<T>(object value, CopyContext context) => new Collection<T>([.. All((Collection<T>)value, context)]);

    private static object ReadOnly<T>(object value, CopyContext context) => new ReadOnlyCollection<T>([.. All((ReadOnlyCollection<T>)value, context)]);

    private static object Pair<TKey, T>(object value, CopyContext context)
    {
        var (key, item) = (KeyValuePair<TKey, T>)value;
        return new KeyValuePair<TKey, T>(One(key, context), One(item, context));
    }

    private static object ImmutableArrayOf<T>(object value, CopyContext context) =>
        (ImmutableArray<T>)value is { IsDefault: false } array ? ImmutableArray.CreateRange(All(array, context)) : value;

    private static object ImmutableListOf<T>(object value, CopyContext context) => ImmutableList.CreateRange(All((ImmutableList<T>)value, context));

    private static object ImmutableSetOf<T>(object value, CopyContext context) =>
        ImmutableHashSet.CreateRange(((ImmutableHashSet<T>)value).KeyComparer, All((ImmutableHashSet<T>)value, context));

    private static object ImmutableDictionaryOf<TKey, T>(object value, CopyContext context) where TKey : notnull
    {
        var source = (ImmutableDictionary<TKey, T>)value;
        return ImmutableDictionary.CreateRange(source.KeyComparer, source.Select(pair => KeyValuePair.Create(One(pair.Key, context), One(pair.Value, context))));
    }

    private static object ReadOnlyMemoryOf<T>(object value, CopyContext context) => new ReadOnlyMemory<T>([.. All(((ReadOnlyMemory<T>)value).ToArray(), context)]);

    private static object MemoryOf<T>(object value, CopyContext context) => new Memory<T>([.. All(((Memory<T>)value).ToArray(), context)]);
}
