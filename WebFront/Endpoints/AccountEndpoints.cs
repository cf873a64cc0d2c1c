using LiveChat.Accounts;
using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Limits;
using LiveChat.WebFront.Safety;
using LiveChat.WebFront.Wire;

namespace LiveChat.WebFront.Endpoints;

/// <summary>Signing in and out.</summary>
internal static class AccountEndpoints
{
    private const int LongestSecret = 4096;

    private static readonly Refusal NobodySignsIn = new(RefusalCode.Invalid, "username and password are asked for.");
    private static readonly Refusal NoDemo = new(RefusalCode.NotFound, "There is nothing at this address.");
    private static readonly Refusal NoSuchDemoUser = new(RefusalCode.NotFound, "There is no such demo user.");
    private static readonly Refusal Ended = new(RefusalCode.Unauthenticated, "This sign-in has ended. Sign in again.");

    public static void MapAccounts(this RouteGroupBuilder api)
    {
        var auth = api.MapGroup("/auth").WithTags("Accounts").AllowAnonymous();
        auth.MapPost("/register", Register).LimitLogins().WithSummary("Registers a customer")
            .Produces<Registered>(StatusCodes.Status201Created).Refuses(400, 409, 413, 429, 503);
        auth.MapPost("/login", LogIn).LimitLogins().WithSummary("Signs in with a password")
            .Produces<SignedIn>().Refuses(400, 401, 403, 429, 503);
        auth.MapPost("/visitor", SignInVisitor).LimitVisitors().WithSummary("Signs in an anonymous visitor, or one whom the host site vouches for")
            .Produces<SignedIn>().Refuses(400, 403, 413, 429, 503);
        auth.MapPost("/demo", SignInDemo).LimitLogins().WithSummary("Signs in a demo user, where demo data is enabled")
            .Produces<SignedIn>().Refuses(400, 403, 404, 429, 503);
        auth.MapGet("/demo", ListDemo).LimitLogins().WithSummary("The demo users, where demo data is enabled")
            .Produces<DemoList>().Refuses(404, 429, 503);
        auth.MapPost("/refresh", Refresh).LimitLogins().WithSummary("Exchanges a refresh token, good once, for the next pair of tokens")
            .Produces<SignedIn>().Refuses(400, 401, 429, 503);
        auth.MapPost("/logout", LogOut).LimitLogins().WithSummary("Ends the sign-in of a refresh token")
            .Produces(StatusCodes.Status204NoContent).Refuses(400, 429, 503);
        api.MapGet("/auth/me", Me).WithTags("Accounts").WithSummary("The caller")
            .Produces<WireUser>().Refuses(401, 429);
    }

    private static async Task<IResult> Register(Registration body, RateLimits limits, IGrainFactory grains)
    {
        if (body.Username is not { } username || body.Password is not { } password) return Problems.From(NobodySignsIn);
        if (AccountRules.RefuseUserName(username.ToLowerInvariant()) is { } refusal) return Problems.From(refusal);
        if (limits.LoginName(username.ToLowerInvariant()) is { } retryAfter) return Problems.TooMany(retryAfter);
        var outcome = await AccountOf(grains, username).Register(password, body.DisplayName);
        return outcome.Value is { } user
            ? TypedResults.Created("/api/auth/me", new Registered(user.UserId))
            : Problems.From(outcome.Refusal!);
    }

    private static async Task<IResult> LogIn(Credentials body, RateLimits limits, IGrainFactory grains, AccessTokens tokens)
    {
        if (body.Username is not { Length: > 0 } username || body.Password is not { Length: > 0 } password) return Problems.From(NobodySignsIn);
        var name = username.ToLowerInvariant();
        if (limits.LoginName(name.Length <= AccountRules.LongestName ? name : "") is { } retryAfter) return Problems.TooMany(retryAfter);
        // What cannot be a name is nobody's, and is not worth an actor; the time it saves tells only what the rules say anyway.
        if (AccountRules.RefuseUserName(name) is not null) return Problems.From(Account.Wrong);
        var outcome = await AccountOf(grains, name).LogIn(password);
        return outcome.Value is { } user ? await Begin(user, grains, tokens) : Problems.From(outcome.Refusal!);
    }

    private static async Task<IResult> SignInVisitor(VisitorBody? body, HostIdentities identities, IGrainFactory grains, AccessTokens tokens)
    {
        var (userId, name) = ($"v-{Guid.CreateVersion7():N}", body?.DisplayName);
        if (body?.Identity is { } signed)
        {
            var identity = identities.Read(signed);
            if (identity.Value is not { } known) return Problems.From(identity.Refusal!);
            (userId, name) = (known.UserId, known.Name ?? name);
        }
        var outcome = await grains.GetGrain<IUserAccount>(userId).CreateVisitor(name);
        return outcome.Value is { } visitor ? await Begin(visitor, grains, tokens) : Problems.From(outcome.Refusal!);
    }

    private static async Task<IResult> SignInDemo(DemoBody body, DemoUsers demo, IGrainFactory grains, AccessTokens tokens)
    {
        if (!demo.Enabled) return Problems.From(NoDemo);
        if (!DemoUsers.Contains(body.UserId)) return Problems.From(NoSuchDemoUser);
        return await grains.GetGrain<IUserAccount>(body.UserId!).Find() switch
        {
            null => Problems.From(NoSuchDemoUser),
            { Disabled: true } => Problems.From(Account.ShutOut),
            var user => await Begin(user, grains, tokens),
        };
    }

    private static async Task<IResult> ListDemo(DemoUsers demo, IGrainFactory grains)
    {
        if (!demo.Enabled) return Problems.From(NoDemo);
        var users = await Task.WhenAll(DemoUsers.All.Select(id => grains.GetGrain<IUserAccount>(id).Find()));
        return TypedResults.Ok(new DemoList([.. users.OfType<User>().Select(WireUser.From)]));
    }

    private static async Task<IResult> Refresh(RefreshBody body, IGrainFactory grains, AccessTokens tokens)
    {
        if (OwnerOf(body) is not { } userId) return Problems.From(Ended);
        var outcome = await grains.GetGrain<IUserAccount>(userId).Refresh(body.RefreshToken!);
        return Answers.Ok(outcome, signIn => Answer(signIn.User, signIn.RefreshToken, tokens));
    }

    private static async Task<IResult> LogOut(RefreshBody body, IGrainFactory grains)
    {
        if (OwnerOf(body) is { } userId) await grains.GetGrain<IUserAccount>(userId).EndSignIn(body.RefreshToken!);
        return TypedResults.NoContent();
    }

    private static IResult Me(HttpContext http)
    {
        var caller = http.Caller();
        return TypedResults.Ok(new WireUser(caller.UserId, caller.Name, caller.Role, caller.Desks));
    }

    private static async Task<IResult> Begin(User user, IGrainFactory grains, AccessTokens tokens) =>
        TypedResults.Ok(Answer(user, await grains.GetGrain<IUserAccount>(user.UserId).BeginSignIn(), tokens));

    private static SignedIn Answer(User user, string refreshToken, AccessTokens tokens) =>
        new(tokens.Issue(user), refreshToken, tokens.Seconds, WireUser.From(user));

    private static string? OwnerOf(RefreshBody body) =>
        body.RefreshToken is { Length: <= LongestSecret } text && RefreshToken.TryParse(text, out var token) && Input.RefuseId(token.UserId, "") is null
            ? token.UserId
            : null;

    private static IAccount AccountOf(IGrainFactory grains, string username) => grains.GetGrain<IAccount>(username.ToLowerInvariant());
}
