using LiveChat.Load;
using LiveChat.Load.References;
using LiveChat.Load.Servers;

const int loadCore = 1;

// reference <kind> <url> [connection string]: serves one reference, for the load program's own use.
if (args is ["reference", var kind, var url, .. var rest])
{
    await ReferenceServer.Run(kind, url, rest.FirstOrDefault());
    return 0;
}

return await Cores.RunOn(loadCore, args) ?? await Runner.Run(args);
