using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LiveChat.EmbeddedRuntime.Generator;

/// <summary>
/// For every grain and observer interface of a project: the class that stands for the grain, and a typed request a method.
/// For the project: the list of them, and of its grain classes, by which the runtime finds them.
/// </summary>
[Generator]
public sealed class GrainInterfaceGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var interfaces = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => node is InterfaceDeclarationSyntax { BaseList: not null },
                static (each, _) => each.SemanticModel.GetDeclaredSymbol(each.Node) is INamedTypeSymbol type ? InterfaceCode.For(type) : null)
            .Where(static each => each is not null)
            .Select(static (each, _) => each!);

        var classes = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => node is ClassDeclarationSyntax { BaseList: not null } or RecordDeclarationSyntax { BaseList: not null },
                static (each, _) => each.SemanticModel.GetDeclaredSymbol(each.Node) is INamedTypeSymbol type ? GrainClass.For(type) : null)
            .Where(static each => each is not null)
            .Select(static (each, _) => each!);

        context.RegisterSourceOutput(interfaces, static (output, each) =>
        {
            foreach (var problem in each.Problems) output.ReportDiagnostic(problem.ToDiagnostic());
            if (each.Problems.Length == 0) output.AddSource(each.FileName, each.Source);
        });

        context.RegisterSourceOutput(interfaces.Collect().Combine(classes.Collect()), static (output, all) =>
        {
            foreach (var each in all.Right.Where(each => each.Problem is not null)) output.ReportDiagnostic(each.Problem!.ToDiagnostic());
            ManifestCode.Write(output, all.Left, all.Right);
        });
    }
}
