using Microsoft.AspNetCore.Antiforgery;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Layout;

/// <summary>Turns a refusal into problem details (RFC 9457) with the sentence for the person, and asks programs in a browser for the form token.</summary>
public sealed class RefusalResults(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext;
        if (!HttpMethods.IsGet(request.Request.Method) && !await antiforgery.IsRequestValidAsync(request))
        {
            return Results.Problem("请求缺少或带有过期的表单令牌，请刷新页面后重试。没有任何内容被改动。", statusCode: StatusCodes.Status400BadRequest);
        }

        try
        {
            return await next(context);
        }
        catch (InvalidInputException error)
        {
            return Results.ValidationProblem(
                error.Errors.GroupBy(e => e.Field).ToDictionary(g => g.Key, g => g.Select(e => e.Message).ToArray()), detail: error.Message, statusCode: StatusCodes.Status400BadRequest);
        }
        catch (RefusedException error)
        {
            return Results.Problem(error.Message, statusCode: error switch
            {
                ConflictException => StatusCodes.Status409Conflict,
                ForbiddenException => StatusCodes.Status403Forbidden,
                _ => StatusCodes.Status404NotFound,
            });
        }
        catch (StorageUnavailableException error)
        {
            return Results.Problem(error.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
