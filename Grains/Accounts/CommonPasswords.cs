using System.Collections.Frozen;

namespace LiveChat.Accounts;

/// <summary>The passwords of at least eight characters that are tried first.</summary>
internal static class CommonPasswords
{
    private static readonly FrozenSet<string> Known = new[]
    {
        "password", "password1", "password12", "password123", "passw0rd", "p@ssw0rd", "p@ssword", "12345678", "123456789",
        "1234567890", "123123123", "87654321", "987654321", "0987654321", "11223344", "112233445566", "12341234", "123456789a",
        "a123456789", "1q2w3e4r", "1q2w3e4r5t", "1qaz2wsx", "1qazxsw2", "qwertyui", "qwertyuiop", "qwerty123", "qwerty12",
        "q1w2e3r4", "asdfghjk", "asdfghjkl", "zxcvbnm1", "zxcvbnm123", "abcd1234", "abc12345", "abcdefgh", "a1b2c3d4", "aa123456",
        "iloveyou", "iloveyou1", "sunshine", "princess", "football", "baseball", "superman", "trustno1", "starwars", "computer",
        "whatever", "letmein1", "welcome1", "welcome123", "admin123", "administrator", "changeme", "changeme1", "secret123",
        "woaini1314", "woaini520", "5201314520", "test1234", "livechat", "livechat1",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool Contains(string password) => Known.Contains(password);
}
