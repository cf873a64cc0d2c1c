using LiveChat.Silo.Commands;
using LiveChat.Silo.Composition;

// Without a command it is a silo; a word that is neither a setting nor a command is told what there is.
return args is [] or [['-', ..], ..] && !OperatorCommands.Knows(args) ? await SiloProcess.Run(args) : await OperatorCommands.Run(args);
