using System.Globalization;
using LiveChat.Reports;
using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Reports;
using LiveChat.WebFront.Safety;

namespace LiveChat.WebFront.Endpoints;

/// <summary>Figures over days: of a desk for its staff, of all desks and of the API for admins; each also as a file for spreadsheets.</summary>
internal static class ReportEndpoints
{
    public static void MapReports(this RouteGroupBuilder api)
    {
        var desk = api.MapGroup("/desks/{id}").WithTags("Reports");
        desk.MapGet("/figures", OfDesk).LimitJoins().WithSummary("A desk's figures over days (from, to: 2026-11-20; a week by default); its agents, who see of agents only themselves, and admins")
            .Produces<Report>().Refuses(400, 401, 403, 404, 429, 503);
        desk.MapGet("/figures.csv", FileOfDesk).LimitJoins().WithSummary("One table of it as a file: days, agents, hours or topics")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv").Refuses(400, 401, 403, 404, 429, 503);
        var all = api.MapGroup("/reports").WithTags("Reports").ForAdmins();
        all.MapGet("/figures", OfAll).LimitJoins().WithSummary("The figures of all desks together and of each; admins")
            .Produces<Report>().Refuses(400, 401, 403, 429, 503);
        all.MapGet("/figures.csv", FileOfAll).LimitJoins().WithSummary("One table of it as a file: days, desks, agents, hours or topics; admins")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv").Refuses(400, 401, 403, 429, 503);
        all.MapGet("/api", OfApi).LimitJoins().WithSummary("How often each route was called, how long it took and how often it failed; admins")
            .Produces<ApiReport>().Refuses(400, 401, 403, 429, 503);
        all.MapGet("/api.csv", FileOfApi).LimitJoins().WithSummary("The same as a file; admins")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv").Refuses(400, 401, 403, 429, 503);
    }

    private static async Task<IResult> OfDesk(string id, DateOnly? from, DateOnly? to, HttpContext http, IGrainFactory grains) =>
        Input.RefuseId(id, "id") is { } refusal ? Problems.From(refusal) : Answers.Ok(await Read(http, grains, new(id, from, to)), report => report);

    private static async Task<IResult> OfAll(DateOnly? from, DateOnly? to, HttpContext http, IGrainFactory grains) =>
        Answers.Ok(await Read(http, grains, new(null, from, to)), report => report);

    private static Task<IResult> FileOfDesk(string id, string? table, DateOnly? from, DateOnly? to, HttpContext http, IGrainFactory grains) =>
        Input.RefuseId(id, "id") is { } refusal ? Task.FromResult<IResult>(Problems.From(refusal)) : FileOf(new(id, from, to), table, http, grains);

    private static Task<IResult> FileOfAll(string? table, DateOnly? from, DateOnly? to, HttpContext http, IGrainFactory grains) =>
        FileOf(new(null, from, to), table, http, grains);

    private static async Task<IResult> FileOf(ReportSpan span, string? table, HttpContext http, IGrainFactory grains)
    {
        if (ReportTables.Of(table ?? ReportTables.Days) is not { } write) return Problems.From(new(RefusalCode.Invalid, $"table is one of {string.Join(", ", ReportTables.Names)}."));
        var outcome = await Read(http, grains, span);
        if (outcome.Value is not { } report) return Problems.From(outcome.Refusal!);
        return CsvFile($"{span.DeskId ?? "all"}-{table ?? ReportTables.Days}", report.From, report.To, write(report));
    }

    private static async Task<IResult> OfApi(DateOnly? from, DateOnly? to, HttpContext http, IGrainFactory grains) =>
        Answers.Ok(await Reports(http, grains).Api(http.Caller(), new(null, from, to)), report => report);

    private static async Task<IResult> FileOfApi(DateOnly? from, DateOnly? to, HttpContext http, IGrainFactory grains)
    {
        var outcome = await Reports(http, grains).Api(http.Caller(), new(null, from, to));
        return outcome.Value is { } report ? CsvFile("api", report.From, report.To, ReportTables.Routes(report)) : Problems.From(outcome.Refusal!);
    }

    private static Task<Outcome<Report>> Read(HttpContext http, IGrainFactory grains, ReportSpan span) => Reports(http, grains).Read(http.Caller(), span);

    private static IReports Reports(HttpContext http, IGrainFactory grains) => grains.GetGrain<IReports>(http.Caller().UserId);

    private static IResult CsvFile(string name, DateOnly from, DateOnly to, IEnumerable<string> rows) => Results.File(
        System.Text.Encoding.UTF8.GetBytes(Csv.Mark + string.Concat(rows)), Csv.ContentType,
        string.Create(CultureInfo.InvariantCulture, $"{name}-{from:yyyyMMdd}-{to:yyyyMMdd}.csv"));
}
