namespace ToyuFlow.Server.Storage;

/// <summary>The service cannot start, in a sentence for whoever starts it: what is wrong and what to do.</summary>
public sealed class CannotStartException(string sentence, Exception? inner = null) : Exception(sentence, inner);
