using ToyuFlow.Server.Acceptance;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Commands;
using ToyuFlow.Server.Designer;
using ToyuFlow.Server.Disbursement;
using ToyuFlow.Server.Filing;
using ToyuFlow.Server.Funds;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Inspections;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jobs;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Portal;
using ToyuFlow.Server.Recognition;
using ToyuFlow.Server.Rectification;
using ToyuFlow.Server.Registration;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Subsidies;
using ToyuFlow.Server.Workflows;

StartupFault.Explain();
if (await CommandLine.RunAsync(args) is { } exitCode)
{
    return exitCode;
}

var builder = WebApplication.CreateBuilder(CommandLine.HostOptions(args));
builder.WebHost.UseStaticWebAssets();
builder.Configuration["urls"] ??= "http://localhost:5080";
builder.Services
    .AddStorage(builder.Configuration)
    .AddLayout()
    .AddAudit()
    .AddAccounts(builder.Configuration)
    .AddJurisdictions(builder.Configuration)
    .AddInstitutions()
    .AddWorkflows()
    .AddNotifications(builder.Configuration)
    .AddCases()
    .AddInbox()
    .AddRegistration()
    .AddFiling()
    .AddAcceptance()
    .AddRecognition()
    .AddFunds()
    .AddSubsidies()
    .AddDisbursement()
    .AddInspections()
    .AddRectification()
    .AddPortal()
    .AddDesigner()
    .AddJobs(builder.Configuration)
    .AddCommands();

var app = builder.Build();
app.UseLayout();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.UseAccounts();
app.UseAntiforgery();
app.MapLayout();
app.MapJurisdictions();
app.MapWorkflows();
app.MapNotifications();
app.MapCases();
app.MapInbox();
app.MapSubsidies();
app.MapDesigner();
if (await CommandLine.RunWithServicesAsync(app, args) is { } code)
{
    return code;
}

await app.RunAsync();
return 0;
