using LiveChat.Silo.Commands;
using LiveChat.Silo.Composition;

return args switch
{
    ["migrate", .. var settings] => await MigrateCommand.Run(settings),
    ["admin", .. var command] => await AdminCommand.Run(command),
    [] or [['-', '-', ..], ..] when args is not ["--help", ..] => await SiloProcess.Run(args),
    _ => await Usage.Show(args),
};
