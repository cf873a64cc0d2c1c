global using LiveChat.WebFront.Limits;
global using LiveChat.WebFront.Safety;
