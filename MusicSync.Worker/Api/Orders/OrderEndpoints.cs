using Microsoft.AspNetCore.Http.HttpResults;
using MusicSync.Worker.Api.OpenApi;

namespace MusicSync.Worker.Api.Orders;

/// <summary>The HTTP interface for standing orders.</summary>
internal static class OrderEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder endpoints)
    {
        var orders = endpoints.MapGroup("/orders");
        orders.MapPost("/", PostAsync).WithName(ApiOperationTexts.CreateOrder);
        orders.MapGet("/", ListAsync).WithName(ApiOperationTexts.ListOrders);
        orders.MapGet("/{id}", GetAsync).WithName(ApiOperationTexts.GetOrder);
        orders.MapPatch("/{id}", ChangeAsync).WithName(ApiOperationTexts.ChangeOrder);
        orders.MapPost("/{id}/run", RunAsync).WithName(ApiOperationTexts.RunOrder);
        orders.MapPost("/{id}/confirm", ConfirmAsync).WithName(ApiOperationTexts.ConfirmOrder);
        orders.MapDelete("/{id}", DeleteAsync).WithName(ApiOperationTexts.DeleteOrder);
    }

    private static async Task<Created<OrderDocument>> PostAsync(
        OrderBody body, OrderCommands commands, OrderQueries queries, CancellationToken cancellationToken)
    {
        var id = await commands.CreateAsync(body, cancellationToken);
        return TypedResults.Created($"/orders/{id}", await queries.GetAsync(id, cancellationToken));
    }

    private static async Task<Ok<OrderPage>> ListAsync(string? token, OrderQueries queries, CancellationToken cancellationToken) =>
        TypedResults.Ok(await queries.ListAsync(token, cancellationToken));

    private static async Task<Ok<OrderDocument>> GetAsync(string id, OrderQueries queries, CancellationToken cancellationToken) =>
        TypedResults.Ok(await queries.GetAsync(id, cancellationToken));

    private static async Task<Ok<OrderDocument>> ChangeAsync(
        string id, OrderBody body, OrderCommands commands, OrderQueries queries, CancellationToken cancellationToken)
    {
        await commands.ChangeAsync(id, body, cancellationToken);
        return TypedResults.Ok(await queries.GetAsync(id, cancellationToken));
    }

    private static async Task<Accepted<OrderDocument>> RunAsync(
        string id, OrderCommands commands, OrderQueries queries, CancellationToken cancellationToken)
    {
        await commands.RunAsync(id, cancellationToken);
        return TypedResults.Accepted($"/orders/{id}", await queries.GetAsync(id, cancellationToken));
    }

    private static async Task<Accepted<OrderDocument>> ConfirmAsync(
        string id, OrderCommands commands, OrderQueries queries, CancellationToken cancellationToken)
    {
        await commands.ConfirmAsync(id, cancellationToken);
        return TypedResults.Accepted($"/orders/{id}", await queries.GetAsync(id, cancellationToken));
    }

    private static async Task<NoContent> DeleteAsync(string id, OrderCommands commands, CancellationToken cancellationToken)
    {
        await commands.DeleteAsync(id, cancellationToken);
        return TypedResults.NoContent();
    }
}
