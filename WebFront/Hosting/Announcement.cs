using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Endpoints;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace LiveChat.WebFront.Hosting;

/// <summary>Says where everything is, once the server listens.</summary>
internal sealed class Announcement(IServer server, DemoUsers demo)
{
    public void Print()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        foreach (var address in addresses) PrintAddress(address.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal));
        if (demo.Enabled) PrintDemo(addresses.FirstOrDefault() ?? "");
    }

    private static void PrintAddress(string address) => Console.WriteLine($"""

        LiveChat is ready.
          Visitor's chat   {address}/chat
          Agent's desk     {address}/desk
          Admins' console  {address}/console
          API              {address}{Routes.Swagger}
        """);

    private static void PrintDemo(string address) => Console.WriteLine($"""
          Demo accounts    b1 b2 (buyers) · m1 m2 m3 (merchants' agents) · p1 (the platform's agent) · a1 (admin); password livechat-demo
                           {address}/chat?user_id=b1&target=m1   {address}/desk?user_id=p1

        """);
}
