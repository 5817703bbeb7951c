using System.Globalization;
using System.Security.Claims;
using AngleSharp;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ToyuFlow.Server.Tests.Layout;

/// <summary>The real app, and in it any partial drawn alone with the app's own view engine.</summary>
public sealed class LayoutApp : WebApplicationFactory<Program>
{
    static LayoutApp() => Hosting.TestEnvironment.WatchNothing();

    protected override void ConfigureWebHost(IWebHostBuilder builder) =>
        builder.UseSetting("Database:DataDirectory", Directory.CreateTempSubdirectory("toyuflow-layout-").FullName);

    public async Task<IDocument> RenderAsync(string partial, object model, string language = "zh-CN", ClaimsPrincipal? user = null)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("zh-CN");
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        await using var scope = Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var context = new DefaultHttpContext { RequestServices = services, User = user ?? new ClaimsPrincipal(new ClaimsIdentity()) };
        services.GetRequiredService<IHttpContextAccessor>().HttpContext = context;
        var route = new RouteData();
        route.Values["page"] = "/Layout/Error";
        var action = new ActionContext(context, route, new ActionDescriptor { RouteValues = { ["page"] = "/Layout/Error" } });
        var view = services.GetRequiredService<IRazorViewEngine>().GetView(null, $"/Layout/{partial}.cshtml", isMainPage: false).View
            ?? throw new InvalidOperationException($"No view {partial}");
        await using var html = new StringWriter();
        var data = new ViewDataDictionary(services.GetRequiredService<IModelMetadataProvider>(), new ModelStateDictionary()) { Model = model };
        var temp = services.GetRequiredService<ITempDataDictionaryFactory>().GetTempData(context);
        await view.RenderAsync(new ViewContext(action, view, data, temp, html, new HtmlHelperOptions()));
        return await BrowsingContext.New().OpenAsync(request => request.Content(html.ToString()));
    }
}
