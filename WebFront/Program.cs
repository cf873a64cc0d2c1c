using LiveChat.Silo.Commands;
using LiveChat.WebFront.Hosting;

// Each socket borrows a buffer for every frame. The runtime's pool keeps 32 of a size for a processor: with thousands of
// sockets most would be made anew, at every message. It reads this, and only here, when it is first used.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_BUFFERS_SHAREDARRAYPOOL_MAXARRAYSPERPARTITION", "2048");
if (OperatorCommands.Knows(args)) return await OperatorCommands.Run(args);
await Front.Build(args).RunAsync();
return 0;
