using LiveChat.Silo.Commands;
using LiveChat.WebFront.Hosting;

if (args is ["admin", .. var command]) return await AdminCommand.Run(command);
await Front.Build(args).RunAsync();
return 0;
