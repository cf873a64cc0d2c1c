using LiveChat.Silo.Commands;

return args switch
{
    ["migrate", .. var settings] => await MigrateCommand.Run(settings),
    ["admin", .. var command] => await AdminCommand.Run(command),
    _ => await Usage.Show(args),
};
