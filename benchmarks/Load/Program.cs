using LiveChat.Load;
using LiveChat.Load.References;

// reference <kind> <url> [connection string]: serves one reference, for the load program's own use.
if (args is ["reference", var kind, var url, .. var rest])
{
    await ReferenceServer.Run(kind, url, rest.FirstOrDefault());
    return 0;
}

return await Runner.Run(args);
