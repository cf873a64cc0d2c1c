using LiveChat.Silo.Commands;
using LiveChat.WebFront.Hosting;

if (OperatorCommands.Knows(args)) return await OperatorCommands.Run(args);
await Front.Build(args).RunAsync();
return 0;
