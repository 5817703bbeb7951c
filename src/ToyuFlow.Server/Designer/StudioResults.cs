using Microsoft.AspNetCore.Antiforgery;
using ToyuFlow.Server.Designer.Reviews;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Designer;

/// <summary>Refusals in the one shape that Elsa Studio survives: 400 with its sentences. Which activity a sentence is about goes along for our own panel.</summary>
public sealed class StudioResults(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsGet(http.Request.Method) && !await antiforgery.IsRequestValidAsync(http))
        {
            return Refused("token", [new FieldError("", "页面停留太久，安全令牌已过期，请重试。没有任何内容被改动。")]);
        }

        try
        {
            return await next(context);
        }
        catch (InvalidInputException error)
        {
            return Refused("invalid", error.Errors);
        }
        catch (ConflictException error)
        {
            return Refused("conflict", [new FieldError("", error.Message)]);
        }
        catch (AwaitsReviewException error)
        {
            return Refused("asked", [new FieldError("", error.Message)]);
        }
        catch (ForbiddenException error)
        {
            return Results.Json(Body("forbidden", [new FieldError("", error.Message)]), statusCode: StatusCodes.Status403Forbidden);
        }
        catch (MissingException error)
        {
            return Results.Json(Body("missing", [new FieldError("", error.Message)]), statusCode: StatusCodes.Status404NotFound);
        }
        catch (Exception error) when (error is FormatException or System.Text.Json.JsonException or BadHttpRequestException)
        {
            return Refused("format", [new FieldError("", $"内容无法读取：{error.Message}")]);
        }
        catch (StorageUnavailableException error)
        {
            return Results.Json(Body("storage", [new FieldError("", error.Message)]), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static IResult Refused(string kind, IReadOnlyList<FieldError> errors) => Results.Json(Body(kind, errors), statusCode: StatusCodes.Status400BadRequest);

    private static object Body(string kind, IReadOnlyList<FieldError> errors) => new
    {
        kind,
        errors = new { generalErrors = errors.Select(e => e.Message) },
        faults = errors.Where(e => e.Field.Length > 0).Select(e => new { activityId = e.Field, message = e.Message }),
    };
}
