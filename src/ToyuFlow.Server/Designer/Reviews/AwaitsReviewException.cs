using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Designer.Reviews;

/// <summary>Everything was kept, but a second administrator has to agree: Studio must not claim that it is in force.</summary>
public sealed class AwaitsReviewException(string message) : RefusedException(message);
