using LiveChat.WebFront.Hosting;

// Settings and pages lie beside the program, wherever it is started from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddActors();
builder.AddFront();

var app = builder.Build();
app.UseFront();
await app.RunAsync();
