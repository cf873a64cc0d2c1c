using LiveChat.Silo.Ai.SemanticKernel;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace LiveChat.Silo.Ai;

/// <summary>What a build with <c>SemanticKernel=true</c> adds.</summary>
public static partial class ModelClients
{
    static partial void ReportSemanticKernel(ref bool present) => present = true;

    static partial void CreateSemanticKernel(AiOptions options, ref IChatClient? model)
    {
        // A container of its own: what the kernel registers never meets the host's services.
        var services = new ServiceCollection();
        services.AddKernel();
        services.AddOpenAIChatCompletion(options.Model!, options.Endpoint!, string.IsNullOrWhiteSpace(options.ApiKey) ? null : options.ApiKey);
        var provider = services.BuildServiceProvider();
        model = new KernelChatClient(provider.GetRequiredService<Kernel>(), provider.GetRequiredService<IChatCompletionService>());
    }
}
