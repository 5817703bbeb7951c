namespace ToyuFlow.Server.Inbox;

public static class InboxEndpoints
{
    public static IEndpointRouteBuilder MapInbox(this IEndpointRouteBuilder routes) => routes;
}
