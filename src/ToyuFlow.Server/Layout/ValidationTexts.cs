using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace ToyuFlow.Server.Layout;

/// <summary>The framework's own messages in plain words, so that a forgotten ErrorMessage never shows English.</summary>
internal sealed class ValidationTexts : IValidationMetadataProvider
{
    private static readonly Texts T = new();

    public static void Apply(MvcOptions options)
    {
        options.ModelMetadataDetailsProviders.Add(new ValidationTexts());
        var messages = options.ModelBindingMessageProvider;
        messages.SetValueMustNotBeNullAccessor(_ => T["请填写这一项。"]);
        messages.SetMissingBindRequiredValueAccessor(_ => T["请填写这一项。"]);
        messages.SetMissingKeyOrValueAccessor(() => T["请填写这一项。"]);
        messages.SetMissingRequestBodyRequiredValueAccessor(() => T["没有收到提交的内容。"]);
        messages.SetAttemptedValueIsInvalidAccessor((value, _) => T["“{0}”填写不正确。", value]);
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(value => T["“{0}”填写不正确。", value]);
        messages.SetUnknownValueIsInvalidAccessor(_ => T["填写不正确。"]);
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => T["填写不正确。"]);
        messages.SetValueIsInvalidAccessor(value => T["“{0}”填写不正确。", value]);
        messages.SetValueMustBeANumberAccessor(_ => T["请填写数字。"]);
        messages.SetNonPropertyValueMustBeANumberAccessor(() => T["请填写数字。"]);
    }

    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        foreach (var attribute in context.ValidationMetadata.ValidatorMetadata.OfType<ValidationAttribute>())
        {
            if (attribute.ErrorMessage is null && attribute.ErrorMessageResourceName is null)
            {
                attribute.ErrorMessage = attribute switch
                {
                    RequiredAttribute => "请填写{0}。",
                    StringLengthAttribute { MinimumLength: > 0 } => "{0}应为 {2} 到 {1} 个字。",
                    StringLengthAttribute or MaxLengthAttribute => "{0}最多 {1} 个字。",
                    RangeAttribute => "{0}应在 {1} 和 {2} 之间。",
                    PhoneAttribute => "{0}不是有效的电话号码。",
                    EmailAddressAttribute => "{0}不是有效的邮箱地址。",
                    CompareAttribute => "两次填写的内容不一致。",
                    _ => "{0}填写不正确。",
                };
            }
        }
    }
}
