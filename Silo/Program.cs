using LiveChat.Silo.Commands;

return args switch
{
    ["migrate", .. var settings] => await MigrateCommand.Run(settings),
    _ => await Usage.Show(args),
};
