using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Safety;

namespace LiveChat.WebFront.Limits;

/// <summary>Limits as marks on routes.</summary>
internal static class LimitFilters
{
    public static TBuilder LimitRequests<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.Limit((limits, http) => limits.Request(http.AddressKey()));

    public static TBuilder LimitLogins<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.Limit((limits, http) => limits.Login(http.AddressKey()));

    public static TBuilder LimitVisitors<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.Limit((limits, http) => limits.Visitor(http.AddressKey()));

    public static TBuilder LimitSends<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.Limit((limits, http) => limits.Send(http.Caller().UserId, http.AddressKey()));

    public static TBuilder LimitUploads<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.Limit((limits, http) => limits.Upload(http.Caller().UserId, http.AddressKey()));

    public static TBuilder LimitJoins<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.Limit((limits, http) => limits.Join(http.Caller().UserId));

    public static TBuilder LimitSearches<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.Limit((limits, http) => limits.Search(http.Caller().UserId));

    private static TBuilder Limit<TBuilder>(this TBuilder builder, Func<RateLimits, HttpContext, TimeSpan?> take)
        where TBuilder : IEndpointConventionBuilder => builder.AddEndpointFilter((context, next) =>
        {
            var http = context.HttpContext;
            return take(http.RequestServices.GetRequiredService<RateLimits>(), http) is { } retryAfter
                ? ValueTask.FromResult<object?>(Problems.TooMany(retryAfter))
                : next(context);
        });
}
