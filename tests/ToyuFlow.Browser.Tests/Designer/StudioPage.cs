using Microsoft.Playwright;
using ToyuFlow.Browser.Tests.Chromium;

namespace ToyuFlow.Browser.Tests.Designer;

/// <summary>One administrator in front of the real Elsa Studio, who clicks, drags and types, and what the browser complained of meanwhile.</summary>
internal sealed class StudioPage : IAsyncDisposable
{
    private static readonly string Folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "pictures")).FullName;

    private readonly Person _person;
    private readonly List<string> _complaints = [];
    private readonly List<string> _outside = [];

    private StudioPage(Person person, Uri address)
    {
        _person = person;
        Page.SetDefaultTimeout(60_000);
        Page.Console += (_, message) =>
        {
            // A refused save answers 400, which the browser lists by itself.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                _complaints.Add(message.Text);
            }
        };
        Page.PageError += (_, error) => _complaints.Add(error);
        Page.Request += (_, request) =>
        {
            if (request.Url.StartsWith("http", StringComparison.Ordinal) && new Uri(request.Url).Authority != address.Authority)
            {
                _outside.Add(request.Url);
            }
        };
    }

    public IPage Page => _person.Page;

    public IReadOnlyList<string> Complaints => _complaints;

    public IReadOnlyList<string> Outside => _outside;

    public static async Task<StudioPage> SignInAsync(Chromium.Browser browser, Uri address, string userName) =>
        new(await Person.SignInAsync(browser, address, userName, new Pictures()), address);

    public async Task OpenAsync(string path)
    {
        await _person.GoAsync(path);
        await ReadyAsync();
        await RestAsync();
    }

    public Task ReadyAsync() => Page.WaitForFunctionAsync("() => document.documentElement.dataset.studio === 'ready'");

    public Task GoAsync(string path) => _person.GoAsync(path);

    public Task ClickThroughAsync(ILocator target) => _person.ClickThroughAsync(target);

    /// <summary>What Studio must never come to: its bar that says that it is dead.</summary>
    public Task<bool> IsAliveAsync() => Page.Locator("#blazor-error-ui").IsHiddenAsync();

    public async Task SwitchLanguageAsync()
    {
        await _person.ClickThroughAsync(Page.Locator(".st-language button"));
        await ReadyAsync();
        await RestAsync();
    }

    /// <summary>Opens the menu beside the buttons of the editor's toolbar.</summary>
    public async Task OpenMenuAsync(string entry)
    {
        await Page.Locator(".mud-button-group-root button").Last.ClickAsync();
        await Entry(entry).WaitForAsync();
    }

    public ILocator Entry(string text) => Page.Locator(".mud-popover-open .mud-menu-item, .mud-popover-open .mud-list-item", new PageLocatorOptions { HasText = text }).First;

    /// <summary>The tab may be scrolled out of its bar.</summary>
    public async Task TabAsync(string name)
    {
        await Page.Locator(".mud-tab", new PageLocatorOptions { HasText = name }).First.EvaluateAsync("tab => tab.click()");
        await RestAsync();
    }

    public Task SeeAsync(string name) => Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{name}-1440.png") });

    public Task<int> CountAsync(string selector) => Page.Locator(selector).CountAsync();

    /// <summary>Drags an activity from the toolbox onto a free place of the canvas.</summary>
    public async Task<string> DropAsync(string category, string activity, float x, float y)
    {
        var before = await NodesAsync();
        await Page.GetByText(category, new PageGetByTextOptions { Exact = true }).First.ClickAsync();
        var card = Page.Locator("[draggable=true]", new PageLocatorOptions { HasText = activity }).First;
        await card.DragToAsync(Page.Locator(".x6-graph-svg").First, new LocatorDragToOptions { TargetPosition = new TargetPosition { X = x, Y = y } });
        await Page.WaitForFunctionAsync("count => document.querySelectorAll('.x6-node').length > count", before.Length);
        return (await NodesAsync()).Except(before).Single();
    }

    public Task<string[]> NodesAsync() => Page.EvaluateAsync<string[]>("[...document.querySelectorAll('.x6-node')].map(n => n.dataset.cellId)");

    public Task SelectAsync(string activity) => Page.WaitForFunctionAsync("id => window.toyuflowSelect(id)", activity);

    /// <summary>Types into a field of the selected activity.</summary>
    public async Task FillAsync(string label, string text)
    {
        var field = Field(label).Locator("input, textarea").First;
        await field.FillAsync(text);
        await field.PressAsync("Tab");
    }

    public Task<string> ValueAsync(string label) => Field(label).Locator("input, textarea").First.InputValueAsync();

    /// <summary>Chooses from a drop-down of the selected activity.</summary>
    public async Task ChooseAsync(string label, string option)
    {
        await Field(label).Locator(".mud-input").First.ClickAsync();
        var item = Page.Locator(".mud-popover-open .mud-list-item-extended, .mud-popover-open .mud-list-item", new PageLocatorOptions { HasText = option }).Last;
        await item.ScrollIntoViewIfNeededAsync();
        await item.ClickAsync();
        await Page.Keyboard.PressAsync("Escape");
    }

    public async Task ZoomToFitAsync()
    {
        await Page.Locator("elsa-workflow-definition-editor button.mud-icon-button:not(.d-none)").First.ClickAsync();
        await RestAsync();
    }

    /// <summary>Until the boxes have stopped moving.</summary>
    public Task RestAsync() => Page.EvaluateAsync(
        """
        () => new Promise((done) => {
          let last = '';
          const look = () => {
            const now = [...document.querySelectorAll('.x6-node, .x6-edge')].map((n) => { const r = n.getBoundingClientRect(); return `${r.x},${r.y},${r.width}`; }).join(';');
            if (now === last) { done(); } else { last = now; setTimeout(look, 400); }
          };
          look();
        })
        """);

    /// <summary>Draws a line from a way out of one box to the next box.</summary>
    public async Task ConnectAsync(string from, string port, string to)
    {
        await RestAsync();
        var lines = await CountAsync(".x6-edge");
        var (start, end) = (await PortAsync(from, port), await PortAsync(to, "In"));
        await Page.Mouse.MoveAsync(start.X, start.Y);
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync((start.X + end.X) / 2, (start.Y + end.Y) / 2, new MouseMoveOptions { Steps = 6 });
        await Page.Mouse.MoveAsync(end.X, end.Y, new MouseMoveOptions { Steps = 6 });
        await Page.Mouse.UpAsync();
        await Page.WaitForFunctionAsync("count => document.querySelectorAll('.x6-edge').length > count", lines);
    }

    /// <summary>Takes away the line that leaves a box by a way out: selects it near its end and presses the key.</summary>
    public async Task DisconnectAsync(string from, string port, string to)
    {
        await RestAsync();
        var lines = await CountAsync(".x6-edge");
        var found = await Page.WaitForFunctionAsync(
            """
            ([from, port, to]) => {
              const place = (node, name) => { const r = document.querySelector(`.x6-node[data-cell-id="${node}"] [port="${name}"] .elsa-designer-port-circle`).getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; };
              const near = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]) < 30;
              const [start, end] = [place(from, port), place(to, 'In')];
              for (const edge of document.querySelectorAll('.x6-edge')) {
                const path = edge.querySelector('path');
                const matrix = path.getScreenCTM();
                const at = (length) => { const p = path.getPointAtLength(length); return [p.x * matrix.a + matrix.e, p.y * matrix.d + matrix.f]; };
                const length = path.getTotalLength();
                if (near(at(0), start) && near(at(length), end)) { return at(length * 0.85); }
              }
              return null;
            }
            """,
            new[] { from, port, to });
        var point = await found.JsonValueAsync<float[]>();
        await Page.Mouse.ClickAsync(point[0], point[1]);
        await Page.Keyboard.PressAsync("Delete");
        await Page.WaitForFunctionAsync("count => document.querySelectorAll('.x6-edge').length < count", lines);
    }

    /// <summary>Does something that makes Studio save, and waits for the server's answer and for the toolbox that Studio reads again after it: what is typed before that is lost.</summary>
    public async Task SavedAsync(Func<Task> act)
    {
        var isSaved = false;
        await Page.RunAndWaitForResponseAsync(act, r =>
        {
            isSaved |= r.Request.Method == "POST" && r.Url.EndsWith("/elsa/api/workflow-definitions", StringComparison.Ordinal) && r.Ok;
            return isSaved && r.Url.Contains("/descriptors/activities", StringComparison.Ordinal);
        });
        await RestAsync();
    }

    public Task<IResponse> PublishAsync() => Page.RunAndWaitForResponseAsync(
        () => Page.Locator("elsa-workflow-definition-editor button.mud-icon-button.mud-primary-text").First.ClickAsync(),
        r => r.Request.Method == "POST" && r.Request.PostData?.Contains("\"publish\":true", StringComparison.Ordinal) == true);

    /// <summary>Waits until our panel says something.</summary>
    public Task FaultSaysAsync(string text) => Page.Locator("#st-faults li", new PageLocatorOptions { HasText = text }).First.WaitForAsync();

    public async ValueTask DisposeAsync() => await _person.DisposeAsync();

    private ILocator Field(string label) => Page.Locator("label", new PageLocatorOptions { HasTextRegex = new System.Text.RegularExpressions.Regex($"^{label}\\*?$") }).First
        .Locator("xpath=ancestor::div[contains(@class,'mud-input-control')][1]");

    private async Task<(float X, float Y)> PortAsync(string node, string port)
    {
        var box = await Page.Locator($".x6-node[data-cell-id='{node}'] [port='{port}'] .elsa-designer-port-circle").First.BoundingBoxAsync();
        return (box!.X + (box.Width / 2), box.Y + (box.Height / 2));
    }
}
