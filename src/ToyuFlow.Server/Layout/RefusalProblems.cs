using Microsoft.AspNetCore.Mvc;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Layout;

/// <summary>Answers the refusals of a step to programs: problem details (RFC 9457) whose detail is the sentence that a person would read.</summary>
public sealed class RefusalProblems : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (RefusedException refused)
        {
            var problem = new ProblemDetails { Status = StatusOf(refused), Detail = refused.Message };
            if (refused is InvalidInputException invalid)
            {
                problem.Extensions["errors"] = invalid.Errors.Select(e => new { e.Field, e.Message });
            }

            return Results.Problem(problem);
        }
    }

    private static int StatusOf(RefusedException refused) => refused switch
    {
        InvalidInputException => StatusCodes.Status400BadRequest,
        ForbiddenException => StatusCodes.Status403Forbidden,
        MissingException => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status409Conflict,
    };
}
