using Microsoft.Playwright;
using ToyuFlow.Server.Commands;

namespace ToyuFlow.Browser.Tests.Chromium;

/// <summary>One person at one browser: signs in, fills forms, decides tasks, and takes pictures of what it sees at both widths.</summary>
internal sealed class Person(IPage page, Uri address, string userName, Pictures pictures) : IAsyncDisposable
{
    public IPage Page => page;

    public static async Task<Person> SignInAsync(Browser browser, Uri address, string userName, Pictures pictures)
    {
        var context = await browser.ContextAsync(1440, 900);
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(30_000);
        var person = new Person(page, address, userName, pictures);
        await person.GoAsync("/accounts/signin");
        await page.FillAsync("#field-userName", userName);
        await page.FillAsync("#field-password", Demo.Password);
        await page.ClickAsync("form[method=post] button[type=submit].btn-primary");
        await page.WaitForURLAsync(url => !url.Contains("signin", StringComparison.Ordinal));
        return person;
    }

    public async Task GoAsync(string path)
    {
        var response = await page.GotoAsync(new Uri(address, path).ToString());
        Assert.True(response!.Ok, $"{userName}: {path} answered {response.Status}");
    }

    /// <summary>Clicks something that leads to another page and waits until that is there.</summary>
    public async Task ClickThroughAsync(ILocator target)
    {
        await page.EvaluateAsync("() => { document.documentElement.dataset.before = 'yes'; }");
        await target.ClickAsync();
        await page.WaitForFunctionAsync("() => !document.documentElement.dataset.before && document.readyState === 'complete'");
    }

    public Task SeeAsync(string name) => pictures.TakeAsync(page, name);

    public async Task ReadsAsync(string text) => Assert.Contains(text, await page.InnerTextAsync("body"), StringComparison.Ordinal);

    /// <summary>Opens the first waiting task with these words in its title.</summary>
    public async Task OpenTaskAsync(string title)
    {
        await GoAsync("/inbox?text=" + Uri.EscapeDataString(title));
        await ClickThroughAsync(page.Locator("a[href*='/inbox/task/']").First);
    }

    /// <summary>Fills what the task asks for and takes the decision.</summary>
    public async Task DecideAsync(string title, string action, string opinion = "", string? picture = null, params (string Field, string Value)[] answers)
    {
        await OpenTaskAsync(title);
        await PassAllChecksAsync();
        foreach (var (field, value) in answers)
        {
            await FormFiller.SetAsync(page, field, value);
        }

        if (opinion.Length > 0)
        {
            await page.FillAsync("#opinion", opinion);
        }

        if (picture is not null)
        {
            await SeeAsync(picture);
        }

        await ClickThroughAsync(page.Locator($"button[name='task.action'][value='{action}']"));
        Assert.Equal(0, await page.Locator(".tf-errors").CountAsync());
    }

    public async Task PassAllChecksAsync()
    {
        foreach (var check in await page.Locator("input[type=radio][value=pass]").AllAsync())
        {
            await check.CheckAsync(new LocatorCheckOptions { Force = true });
        }
    }

    public async ValueTask DisposeAsync() => await page.Context.CloseAsync();
}
