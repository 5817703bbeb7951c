using Microsoft.Playwright;

namespace ToyuFlow.Browser.Tests.Chromium;

/// <summary>Fills a form as somebody would who reads its labels: every visible field that is still empty gets an invented value of its kind.</summary>
internal static class FormFiller
{
    public static async Task FillAsync(IPage page, IReadOnlyDictionary<string, string> values)
    {
        // Choices first, because other fields are asked only after them.
        foreach (var name in await NamesAsync(page, "input[type=radio], input[type=checkbox], select"))
        {
            await SetAsync(page, name, values.GetValueOrDefault(name));
        }

        foreach (var name in await NamesAsync(page, "input:not([type=radio]):not([type=checkbox]):not([type=hidden]):not([type=file]), textarea"))
        {
            var field = page.Locator($".tf-form [name='{name}']").First;
            if (values.TryGetValue(name, out var value) || string.IsNullOrEmpty(await field.InputValueAsync()))
            {
                await field.FillAsync(value ?? await SampleAsync(field));
            }
        }
    }

    public static async Task SetAsync(IPage page, string name, string? value)
    {
        var field = page.Locator($"[name='{name}']:not([type=hidden])");
        var first = field.First;
        switch (await first.EvaluateAsync<string>("e => e.tagName === 'SELECT' ? 'select' : e.type"))
        {
            case "radio":
                var chosen = value is null ? field.Last : page.Locator($"[name='{name}'][value='{value}']");
                if (value is not null || await page.Locator($"[name='{name}']:checked").CountAsync() == 0)
                {
                    await chosen.CheckAsync(new LocatorCheckOptions { Force = true });
                }

                break;
            case "checkbox":
                if (await page.Locator($"[name='{name}']:checked").CountAsync() == 0)
                {
                    await first.CheckAsync(new LocatorCheckOptions { Force = true });
                }

                break;
            case "select":
                if (value is not null || string.IsNullOrEmpty(await first.InputValueAsync()))
                {
                    await first.SelectOptionAsync(value is null ? new SelectOptionValue { Index = 1 } : new SelectOptionValue { Value = value });
                }

                break;
            default:
                await first.FillAsync(value ?? "示例");
                break;
        }
    }

    public static async Task UploadAllAsync(IPage page, IReadOnlyDictionary<string, FilePayload> special)
    {
        foreach (var input in await page.Locator(".tf-form input[type=file]").AllAsync())
        {
            var name = await input.GetAttributeAsync("name") ?? "";
            var file = special.FirstOrDefault(s => name.Contains(s.Key, StringComparison.Ordinal)).Value ?? Samples.Paper(name);
            await input.SetInputFilesAsync(file);
        }
    }

    private static async Task<List<string>> NamesAsync(IPage page, string selector)
    {
        var names = await page.Locator(".tf-form").First.EvaluateAsync<string[]>(
            "(form, selector) => [...form.querySelectorAll(selector)].filter(e => e.name && !e.name.startsWith('__') && e.name !== 'revision' && (e.offsetParent !== null || e.type === 'radio' || e.type === 'checkbox') && !e.closest('[hidden]')).map(e => e.name)",
            selector);
        return [.. names.Distinct()];
    }

    private static async Task<string> SampleAsync(ILocator field)
    {
        var mode = await field.EvaluateAsync<string>("e => e.type === 'date' ? 'date' : e.type === 'tel' ? 'tel' : e.inputMode || (e.classList.contains('tf-code') ? 'code' : e.name.endsWith('_id') ? 'person' : 'text')");
        return mode switch
        {
            "date" => "2025-02-07",
            "tel" => "0830-8190000",
            "numeric" => "6",
            "decimal" => "100000",
            "code" => Samples.CreditCode,
            "person" => "11010519491231002X",
            _ => "示例填写内容",
        };
    }
}
