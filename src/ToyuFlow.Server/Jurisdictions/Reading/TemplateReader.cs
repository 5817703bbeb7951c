using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Jurisdictions.Reading;

/// <summary>Reads which materials have a form or an example, and checks that both the material and the file are there.</summary>
internal static class TemplateReader
{
    public static IReadOnlyList<MaterialTemplate> Read(YamlMap root, string folder, IReadOnlyList<Matter> matters) =>
        [.. root.Maps("templates").Select(map =>
        {
            var template = new MaterialTemplate(map.Text("matter"), map.Text("material"), map.TextOrNull("template"), map.TextOrNull("example"));
            if (!matters.Any(matter => matter.Code == template.Matter && matter.Materials.Any(material => material.Code == template.Material)))
            {
                map.Fault("material", $"事项 {template.Matter} 没有材料「{template.Material}」。");
            }

            foreach (var (key, name) in new[] { ("template", template.Template), ("example", template.Example) })
            {
                if (name is not null && MaterialTemplate.IsFile(name) && (Path.GetFileName(name) != name || !File.Exists(Path.Combine(folder, PolicyPack.TemplateFolder, name))))
                {
                    map.Fault(key, $"templates 文件夹里没有「{name}」。");
                }
            }

            map.RefuseUnknownKeys();
            return template;
        })];
}
