namespace Orleans.CodeGeneration;

/// <summary>What a method's attributes say about its calls.</summary>
[Flags]
public enum InvokeMethodOptions
{
    None = 0,
    OneWay = 1,
    ReadOnly = 2,
    AlwaysInterleave = 4,
}
