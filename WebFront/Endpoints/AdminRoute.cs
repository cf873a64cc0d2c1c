using LiveChat.WebFront.Auth;

namespace LiveChat.WebFront.Endpoints;

/// <summary>Routes for admins. The grains ask too; here others are refused before anything is read of what they sent.</summary>
internal static class AdminRoute
{
    public static TBuilder ForAdmins<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(policy => policy.RequireRole(RoleName.Of(UserRole.Admin)));
}
