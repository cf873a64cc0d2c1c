using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LiveChat.Assistant.Tools;

/// <summary>A tool as models with function calling know it.</summary>
internal sealed class ToolFunction(Toolbox box, IAssistantTool tool) : AIFunction
{
    public Toolbox Box => box;

    public override string Name => tool.Name;

    public override string Description { get; } = tool.Describe(box.Context);

    public override JsonElement JsonSchema => tool.Parameters;

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken) =>
        (await box.Use(tool.Name, ToolArguments.From(arguments), cancellationToken)).Data;
}
