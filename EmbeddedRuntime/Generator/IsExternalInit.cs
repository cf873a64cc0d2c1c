namespace System.Runtime.CompilerServices;

/// <summary>What the compiler asks for to build records for a framework that lacks it.</summary>
internal static class IsExternalInit;
