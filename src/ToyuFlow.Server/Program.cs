using ToyuFlow.Server.Layout;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddLayout();
builder.Services.AddAuthorization();
var app = builder.Build();
app.UseLayout();
app.UseAuthorization();
app.UseAntiforgery();
app.MapLayout();
await app.RunAsync();
