using System.Globalization;
using LiveChat.Assistant.Tools;
using LiveChat.Intents;
using LiveChat.Silo.Ai.AskedData;
using LiveChat.Tickets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Ai.Tools;

/// <summary>What the assistant can do beside answering.</summary>
internal static class ToolRegistration
{
    /// <summary>Adds the tools with their settings; which of them are offered, each decides by its settings and by who asks.</summary>
    public static void AddTools(this IServiceCollection services)
    {
        services.AddOptions<ToolOptions>().BindConfiguration(ToolOptions.Section).ValidateOnStart();
        services.AddOptions<IntentOptions>().BindConfiguration(IntentOptions.Section).ValidateOnStart();
        services.AddOptions<OrderOptions>().BindConfiguration(OrderOptions.Section).ValidateOnStart();
        services.AddOptions<AskedDatabaseOptions>().BindConfiguration(AskedDatabaseOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ToolOptions>, ToolOptionsValidator>();
        services.AddSingleton<IValidateOptions<IntentOptions>, IntentOptionsValidator>();
        services.AddSingleton<IValidateOptions<OrderOptions>, OrderOptionsValidator>();
        services.AddSingleton<IValidateOptions<AskedDatabaseOptions>, AskedDatabaseOptionsValidator>();

        services.TryAddSingleton<IOrders, HttpOrders>();
        services.TryAddSingleton<TicketOpening>(provider => async (ticketId, caller, wish) =>
        {
            var opened = await provider.GetRequiredService<IGrainFactory>().GetGrain<ITicket>(ticketId)
                .Open(caller, new(wish.DeskId, wish.Subject, wish.Description, SessionId: wish.SessionId));
            return opened.Value is { } ticket ? new OpenedTicket(ticket.Number.ToString(CultureInfo.InvariantCulture), ticket.Subject) : opened.Refusal!;
        });
        services.AddSingleton<AskedDatabase>();
        services.AddSingleton<IAssistantTool, SearchKnowledgeTool>();
        services.AddSingleton<IAssistantTool, OpenTicketTool>();
        services.AddSingleton<IAssistantTool, LookUpOrderTool>();
        services.AddSingleton<IAssistantTool, HandOverTool>();
        services.AddSingleton<IAssistantTool, AskDatabaseTool>();
    }
}
