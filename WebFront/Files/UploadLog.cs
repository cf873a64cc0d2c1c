namespace LiveChat.WebFront.Files;

/// <summary>What an operator is told of uploads.</summary>
internal sealed partial class UploadLog(ILogger<UploadLog> log)
{
    [LoggerMessage(1, LogLevel.Error, "Files cannot be stored: the disk is full or fails")]
    public partial void NoRoom(Exception fault);
}
