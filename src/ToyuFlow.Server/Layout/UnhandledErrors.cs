using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace ToyuFlow.Server.Layout;

/// <summary>Writes the number of an unexpected error to the log, and answers programs with problem details (RFC 9457).</summary>
internal sealed partial class UnhandledErrors(IProblemDetailsService problems, Texts texts, ILogger<UnhandledErrors> logger)
    : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // By now the request's own path is that of the error page.
        PathString path = httpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? httpContext.Request.Path;
        Log.Unhandled(logger, ErrorNumber.Of(httpContext), httpContext.Request.Method, path, exception);
        if (!path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }
        var refused = exception as BadHttpRequestException;
        httpContext.Response.StatusCode = refused?.StatusCode ?? StatusCodes.Status500InternalServerError;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = new ProblemDetails
            {
                Status = httpContext.Response.StatusCode,
                Instance = path,
                Detail = refused is null ? texts["系统出错了，这次请求没有生效，之前保存的内容都在。"] : refused.Message,
            },
        });
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Unhandled error {Number} on {Method} {Path}")]
        public static partial void Unhandled(ILogger logger, string number, string method, PathString path, Exception exception);
    }
}
