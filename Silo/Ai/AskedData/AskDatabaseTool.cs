using System.Data.Common;
using System.Text.Json;
using LiveChat.Assistant.Tools;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Ai.AskedData;

/// <summary>Asks the operator's database with a SELECT that was understood and written anew, of the rows that whoever asks may see.</summary>
internal sealed partial class AskDatabaseTool(AskedDatabase database, IOptions<AskedDatabaseOptions> options, ILogger<AskDatabaseTool> logger) : IAssistantTool
{
    public const string ToolName = "ask_database";

    public string Name => ToolName;

    public JsonElement Parameters { get; } = ToolJson.Schema(("sql", "One SELECT.", false));

    public string Describe(ToolContext context) =>
        $"""
        Asks the shop's database with one plain SELECT (joins, WHERE, GROUP BY, ORDER BY and LIMIT are understood; subqueries, UNION and comments are not), at most {options.Value.MaxRows} rows.
        The customer's own rows alone are there. Views:
        {string.Join('\n', For(context.Asker).Select(view => $"{view.Alias}({string.Join(", ", view.Columns)}) {view.Description}"))}
        """;

    public bool IsOffered(ToolContext context) => options.Value.Enabled && For(context.Asker).Length > 0;

    // What was written is a model's business; the conversation shows which of the views it is about.
    public string SubjectOf(ToolArguments arguments) => arguments.Text("sql") is { } sql
        ? string.Join(", ", options.Value.Views.Select(view => view.Alias).Where(alias => sql.Contains(alias, StringComparison.OrdinalIgnoreCase)))
        : string.Empty;

    public async Task<ToolAnswer> Use(ToolContext context, ToolArguments arguments, CancellationToken token)
    {
        if (arguments.Text("sql") is not { } sql) return ToolAnswer.Refused("sql is asked for.");
        try
        {
            var statement = SelectRewriter.Rewrite(sql, For(context.Asker), options.Value.MaxRows, database.IsTSql);
            return ToolAnswer.Done(await database.Ask(statement, context.Asker.UserId, token));
        }
        catch (SqlRefusedException e)
        {
            return ToolAnswer.Refused(e.Message);
        }
        catch (DbException e)
        {
            // Types that do not fit, an aggregate where none may be: the database knows better, but its words may tell too much.
            LogRefused(e);
            return ToolAnswer.Refused("The database did not take the statement.");
        }
    }

    private AskedView[] For(Caller asker) => [.. options.Value.Views.Where(view => view.IsFor(asker))];

    [LoggerMessage(Level = LogLevel.Information, Message = "The asked database did not take a statement")]
    private partial void LogRefused(Exception e);
}
