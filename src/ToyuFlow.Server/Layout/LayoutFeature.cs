using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.Extensions.WebEncoders;

namespace ToyuFlow.Server.Layout;

/// <summary>The frame of every page: Razor Pages in feature folders, languages, static files, headers, error pages.</summary>
public static class LayoutFeature
{
    private static readonly string[] PartialFolders = ["/Layout", "/Layout/Parts", "/Layout/Forms", "/Layout/FlowPictures"];

    public static IServiceCollection AddLayout(this IServiceCollection services)
    {
        services.AddOptions<LayoutOptions>().BindConfiguration("Layout");
        services.AddSingleton<Texts>();
        services.AddScoped<Frame>();
        services.AddHttpContextAccessor();
        services.AddNavigation(new NavigationEntry(Areas.Public, 0, "首页", FrameLinks.Home, "home"));

        services.AddRazorPages(pages => pages.RootDirectory = "/").AddMvcOptions(ValidationTexts.Apply).AddMvcOptions(mvc => mvc.Filters.Add<RefusalPages>())
            .AddDataAnnotationsLocalization(o => o.DataAnnotationLocalizerProvider = (_, _) => new TextsLocalizer(new Texts()));
        services.Configure<RouteOptions>(options => options.LowercaseUrls = true);
        services.Configure<RazorViewEngineOptions>(options =>
        {
            foreach (var folder in PartialFolders)
            {
                options.PageViewLocationFormats.Add(folder + "/{0}" + RazorViewEngine.ViewExtension);
            }
        });

        // Chinese goes out as itself, not as &#x…; : pages are a third of the size and can be read.
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.Configure<JsonOptions>(o => o.SerializerOptions.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All));

        services.AddAntiforgery(options =>
        {
            options.HeaderName = "RequestVerificationToken";
            options.Cookie.Name = "toyuflow.form";
        });
        services.AddResponseCompression(options => options.MimeTypes =
            ["text/html", "text/css", "text/javascript", "application/javascript", "application/json", "application/problem+json", "image/svg+xml", "text/plain", "text/csv"]);
        services.AddExceptionHandler<UnhandledErrors>();
        services.AddProblemDetails(options => options.CustomizeProblemDetails = Describe);
        services.Configure<RequestLocalizationOptions>(options =>
        {
            var chinese = CultureInfo.GetCultureInfo(LanguageEndpoint.Chinese);
            options.DefaultRequestCulture = new RequestCulture(chinese);
            options.SupportedCultures = [chinese];
            options.SupportedUICultures = [chinese, CultureInfo.GetCultureInfo(LanguageEndpoint.English)];
            options.RequestCultureProviders = [new CookieRequestCultureProvider()];
        });
        return services;
    }

    /// <summary>Registers a feature's lines of the left navigation.</summary>
    public static IServiceCollection AddNavigation(this IServiceCollection services, params NavigationEntry[] entries)
    {
        foreach (var entry in entries)
        {
            services.AddSingleton(entry);
        }
        return services;
    }

    /// <summary>What stands before sign-in in the pipeline; call it first.</summary>
    public static WebApplication UseLayout(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.UseRequestLocalization();
        app.UseExceptionHandler("/error/500");
        app.UseWhen(IsApi, api => api.UseStatusCodePages());
        app.UseWhen(context => !IsApi(context), pages => pages.UseStatusCodePagesWithReExecute("/error/{0}"));
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = KeepVersionedFiles });
        // Written out, so that it comes after the error pages: what they run again is routed again.
        app.UseRouting();
        return app;
    }

    /// <summary>The pages of all feature folders, and the language switch.</summary>
    public static IEndpointRouteBuilder MapLayout(this IEndpointRouteBuilder routes)
    {
        routes.MapRazorPages();
        LanguageEndpoint.Map(routes);
        return routes;
    }

    private static bool IsApi(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || context.Request.Path.StartsWithSegments("/elsa", StringComparison.OrdinalIgnoreCase);

    // asp-append-version puts the file's hash into the address, so such an address never changes its content.
    private static void KeepVersionedFiles(Microsoft.AspNetCore.StaticFiles.StaticFileResponseContext file) =>
        file.Context.Response.Headers.CacheControl =
            file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "no-cache";

    private static void Describe(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        var texts = context.HttpContext.RequestServices.GetRequiredService<Texts>();
        var words = ErrorTexts.For(problem.Status ?? StatusCodes.Status500InternalServerError);
        problem.Title = texts[words.Happened];
        problem.Detail ??= texts[words.ToDo];
        problem.Instance ??= context.HttpContext.Request.Path;
        problem.Extensions["number"] = ErrorNumber.Of(context.HttpContext);
    }
}
