await Console.Error.WriteLineAsync("LiveChat's silo.");
