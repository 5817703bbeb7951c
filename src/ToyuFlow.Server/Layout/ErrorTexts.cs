namespace ToyuFlow.Server.Layout;

/// <summary>What happened, what was kept and what to do, by status code. The same words for people and for programs.</summary>
public sealed record ErrorTexts(string Happened, string Kept, string ToDo, string Icon)
{
    public static ErrorTexts For(int status) => status switch
    {
        400 => new("提交的内容不完整或已经过期", "这次提交没有生效，之前保存的内容都在。", "请返回上一页，刷新后再提交一次。", "file-alert"),
        401 => new("需要先登录", "没有任何内容被改动。", "请登录后再打开这个页面。", "lock"),
        403 => new("您没有权限打开这个页面", "没有任何内容被改动。", "如果工作需要，请联系本单位的管理员开通权限。", "lock"),
        404 => new("没有找到这个页面", "没有任何内容被改动。", "地址可能有误，或者内容已经移走。请从左侧菜单重新进入。", "map-search"),
        405 => new("这个地址不接受这样的请求", "没有任何内容被改动。", "请从页面上的按钮操作。", "map-search"),
        409 => new("内容已被他人先行处理", "您的这次操作没有生效，他人的处理结果已保存。", "请返回列表，刷新后查看最新情况。", "users"),
        413 => new("上传的文件太大", "文件没有保存，其他内容都在。", "请把单个文件压缩到 20 MB 以内，或拆成几份再上传。", "file-alert"),
        429 => new("操作太频繁", "这次操作没有生效。", "请稍等一分钟再试。", "clock-pause"),
        503 => new("系统正在维护", "之前保存的内容都在。", "请过几分钟再打开。", "tool"),
        < 500 => new("这个请求无法处理", "没有任何内容被改动。", "请返回上一页再试一次。", "file-alert"),
        _ => new("系统出错了", "这次操作没有生效，之前保存的内容都在。", "请过一会儿再试。如果仍然这样，请把下面的编号告诉技术支持。", "plug-connected-x"),
    };
}
