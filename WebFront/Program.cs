using LiveChat.WebFront.Hosting;

await Front.Build(args).RunAsync();
